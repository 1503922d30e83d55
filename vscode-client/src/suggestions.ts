// The rewrites that wait for an answer, as the server tells them, and the answers.
//
// A rewrite can be accepted whole, or hunk by hunk. After the first hunk the file holds something
// that nobody verified; the server calls the suggestion stale, and the hunks that are left are
// looked after here.

import * as vscode from "vscode";
import { applied, type LineHunk, lineChange, shifted } from "./hunks";
import { told } from "./output";
import { SUGGESTIONS_CHANGED, type Suggestion } from "./protocol";
import type { Server } from "./server";

const LANGUAGES = ["c", "cpp"];

/** Milliseconds in which nobody may have typed before the server is asked. */
const SOON = 150;

/** A suggestion as it stands in one version of its document. */
export interface Offer {
  readonly suggestion: Suggestion;
  readonly uri: vscode.Uri;
  readonly version: number;
  readonly lines: vscode.Range;
  readonly hunks: readonly LineHunk[];
  /** Some hunks were answered already: the file has unverified text. */
  readonly partial: boolean;
  readonly rejected: boolean;
}

export class Suggestions {
  private readonly offers = new Map<string, Offer[]>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly server: Server,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  of(uri: vscode.Uri): readonly Offer[] {
    return this.offers.get(uri.toString()) ?? [];
  }

  get(id: string): Offer | undefined {
    return [...this.offers.values()].flat().find((offer) => offer.suggestion.id === id);
  }

  /** The offer for the function at a place. */
  at(uri: vscode.Uri, line: number): Offer | undefined {
    const offers = this.of(uri);
    return offers.find(({ lines }) => lines.start.line <= line && line <= lines.end.line);
  }

  /** Asks the server again, soon: documents change key by key. */
  refreshSoon(uri: vscode.Uri): void {
    if (uri.scheme !== "file") {
      return;
    }
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        void told(this.output, () => this.refresh(uri));
      }, SOON),
    );
  }

  refreshAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.refreshSoon(document.uri);
    }
  }

  async refresh(uri: vscode.Uri): Promise<void> {
    const document = opened(uri);
    if (
      !document ||
      !LANGUAGES.includes(document.languageId) ||
      !this.server.has("lessonls.suggestions")
    ) {
      return this.keep(uri, []);
    }
    const version = document.version;
    const answer = await this.server.call("lessonls.suggestions", { uri: this.server.uri(uri) });
    if (document.version !== version) {
      return this.refreshSoon(uri);
    }
    const fresh: Offer[] = [];
    for (const suggestion of answer?.suggestions ?? []) {
      const old = this.get(suggestion.id);
      if (!suggestion.stale) {
        fresh.push(offered(suggestion, document));
      } else if (old?.partial && old.hunks.length > 0) {
        fresh.push(old);
      }
    }
    // The fastest of a function comes before the simpler one.
    fresh.sort((a, b) => Number(a.suggestion.simpler) - Number(b.suggestion.simpler));
    this.keep(uri, fresh);
  }

  forget(uri: vscode.Uri): void {
    this.keep(uri, []);
  }

  clear(): void {
    for (const key of [...this.offers.keys()]) {
      this.keep(vscode.Uri.parse(key), []);
    }
  }

  private keep(uri: vscode.Uri, offers: Offer[]): void {
    const key = uri.toString();
    if (offers.length > 0 || this.offers.has(key)) {
      this.offers.set(key, offers);
      if (offers.length === 0) {
        this.offers.delete(key);
      }
      this.changes.fire(uri);
    }
  }

  private replace(offer: Offer, by: Offer | undefined): void {
    const others = this.of(offer.uri).filter((one) => one.suggestion.id !== offer.suggestion.id);
    this.keep(offer.uri, by ? [...others, by] : others);
  }

  /** The user changed a document. */
  changed(event: vscode.TextDocumentChangeEvent): void {
    const uri = event.document.uri;
    for (const offer of this.of(uri).filter(({ partial }) => partial)) {
      const hunks = moved(offer, event.contentChanges);
      this.replace(offer, hunks && { ...offer, hunks, version: event.document.version });
    }
    if (event.contentChanges.length > 0 && this.server.condition === "ready") {
      this.refreshSoon(uri);
    }
  }

  async accept(offer: Offer): Promise<void> {
    const { id } = offer.suggestion;
    if (!offer.partial) {
      // The server looks at the text once more, edits, and believes the text only.
      await this.server.call("lessonls.accept", { id });
      return this.refresh(offer.uri);
    }
    for (let left = offer.hunks.length; left > 0; left--) {
      await this.acceptHunk(id, 0);
    }
  }

  /** One answer is for all that is offered for the function. */
  async reject(offer: Offer): Promise<void> {
    await this.server.call("lessonls.reject", { id: offer.suggestion.id });
    this.replace(offer, undefined);
    await this.refresh(offer.uri);
  }

  /** Accepts the first hunk that starts at the line or behind it. */
  async acceptHunk(id: string, line: number): Promise<void> {
    const offer = this.get(id);
    const hunk = offer?.hunks.find(({ start }) => start >= line) ?? offer?.hunks[0];
    const document = offer && opened(offer.uri);
    if (!offer || !hunk || !document) {
      return;
    }
    if (offer.hunks.length === 1 && !offer.partial) {
      return this.accept(offer);
    }
    if (document.version !== offer.version) {
      throw new Error("The file has just changed: review it and try again.");
    }
    const rest = offer.hunks.filter((other) => other !== hunk);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(offer.uri, new vscode.Range(hunk.start, 0, hunk.end, 0), hunk.text);
    this.replace(offer, { ...offer, hunks: rest, partial: true });
    if (!(await vscode.workspace.applyEdit(edit))) {
      this.replace(offer, offer);
      throw new Error("The editor did not apply the change.");
    }
    await this.answeredPart(id, rest.length, offer);
  }

  async rejectHunk(id: string, line: number): Promise<void> {
    const offer = this.get(id);
    const hunk = offer?.hunks.find(({ start }) => start >= line) ?? offer?.hunks[0];
    if (!offer || !hunk) {
      return;
    }
    const hunks = offer.hunks.filter((other) => other !== hunk);
    if (hunks.length === 0 && !offer.partial) {
      return this.reject(offer);
    }
    this.replace(offer, { ...offer, hunks, partial: true, rejected: true });
    await this.answeredPart(id, hunks.length, offer);
  }

  private async answeredPart(id: string, left: number, before: Offer): Promise<void> {
    const name = before.suggestion.function;
    if (left > 0) {
      if (!before.partial) {
        void vscode.window.showWarningMessage(
          `${name}: your file now contains a partial rewrite that has not been verified.`,
        );
      }
      return;
    }
    const now = this.get(id);
    const whole = !(now ?? before).rejected;
    if (now) {
      this.replace(now, undefined);
    }
    // Every hunk was accepted, one after the other: the file holds the rewrite after all.
    await this.server.call(whole ? "lessonls.accepted" : "lessonls.reject", { id });
    await this.refresh(before.uri);
  }

  dispose(): void {
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
    this.changes.dispose();
  }
}

export function opened(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
}

/** The document with the rewrite in it. */
export function rewritten(offer: Offer): string {
  return applied(opened(offer.uri)?.getText() ?? "", offer.hunks);
}

function offered(suggestion: Suggestion, document: vscode.TextDocument): Offer {
  const hunks = suggestion.hunks.map(({ range, newText }) => {
    // The last line of a file may have no end.
    const toTheEnd = range.end.character > 0 ? 1 : 0;
    return { start: range.start.line, end: range.end.line + toTheEnd, text: newText };
  });
  const { start, end } = suggestion.range ?? {
    start: { line: hunks[0]?.start ?? 0 },
    end: { line: hunks.at(-1)?.end ?? 0 },
  };
  return {
    suggestion,
    uri: document.uri,
    version: document.version,
    lines: new vscode.Range(start.line, 0, end.line, 0),
    hunks: hunks.sort((a, b) => a.start - b.start),
    partial: false,
    rejected: false,
  };
}

function moved(
  offer: Offer,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): readonly LineHunk[] | undefined {
  let hunks: LineHunk[] | undefined = [...offer.hunks];
  for (const { range, text } of changes) {
    hunks = hunks && shifted(hunks, lineChange(range.start, range.end, text));
  }
  return hunks;
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
): Suggestions {
  const suggestions = new Suggestions(server, output);
  server.on<{ uri: string }>(SUGGESTIONS_CHANGED, ({ uri }) => {
    suggestions.refreshSoon(vscode.Uri.parse(uri));
  });
  context.subscriptions.push(
    suggestions,
    server.onDidChange((condition) =>
      condition === "ready" ? suggestions.refreshAll() : suggestions.clear(),
    ),
    vscode.workspace.onDidOpenTextDocument(({ uri }) => suggestions.refreshSoon(uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => suggestions.forget(uri)),
    vscode.workspace.onDidChangeTextDocument((event) => suggestions.changed(event)),
  );
  return suggestions;
}
