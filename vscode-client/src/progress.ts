// The server's work-done progress: a toast with a button to cancel for a run, and the news for
// whoever else shows how far it is.

import * as vscode from "vscode";
import type { Middleware, ProgressToken } from "vscode-languageclient/node";

type Handle = NonNullable<Middleware["handleWorkDoneProgress"]>;
type Step = Parameters<Handle>[1];

export interface Standing {
  title: string;
  message: string;
}

interface Toast {
  report(step: { message?: string | undefined; percentage?: number | undefined }): void;
  end(): void;
}

export class Progress {
  private readonly toasts = new Map<ProgressToken, Toast>();
  private readonly standings = new Map<ProgressToken, Standing>();
  private readonly changes = new vscode.EventEmitter<readonly Standing[]>();
  readonly onDidChange = this.changes.event;

  /** For the language client, which by itself would show progress only in the status bar. */
  handle(
    token: ProgressToken,
    step: Step,
    next: (token: ProgressToken, step: Step) => void,
    cancel: () => void,
  ): void {
    const toast = this.toasts.get(token);
    if (step.kind === "begin" && step.cancellable) {
      this.toasts.set(token, openToast(step.title, cancel));
      this.toasts.get(token)?.report(step);
      this.stand(token, { title: step.title, message: step.message ?? "" });
    } else if (!toast) {
      next(token, step);
    } else if (step.kind === "report") {
      toast.report(step);
      const standing = this.standings.get(token);
      if (standing && step.message) {
        this.stand(token, { ...standing, message: step.message });
      }
    } else if (step.kind === "end") {
      this.end(token);
      // The client's own bookkeeping of the token ends as well.
      next(token, step);
    }
  }

  dispose(): void {
    this.clear();
    this.changes.dispose();
  }

  /** Ends everything: the server is gone. */
  clear(): void {
    for (const token of [...this.toasts.keys()]) {
      this.end(token);
    }
  }

  private stand(token: ProgressToken, standing: Standing): void {
    this.standings.set(token, standing);
    this.changes.fire([...this.standings.values()]);
  }

  private end(token: ProgressToken): void {
    this.toasts.get(token)?.end();
    this.toasts.delete(token);
    this.standings.delete(token);
    this.changes.fire([...this.standings.values()]);
  }
}

function openToast(title: string, cancel: () => void): Toast {
  let end = () => {};
  let tell: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  let seen = 0;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const where = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  void vscode.window.withProgress(where, (progress, token) => {
    token.onCancellationRequested(cancel);
    tell = progress;
    return over;
  });
  return {
    end: () => end(),
    report({ message, percentage }) {
      const increment = percentage === undefined ? 0 : Math.max(0, percentage - seen);
      seen += increment;
      tell?.report(message === undefined ? { increment } : { message, increment });
    },
  };
}

export function activate(context: vscode.ExtensionContext): Progress {
  const progress = new Progress();
  context.subscriptions.push(progress);
  return progress;
}
