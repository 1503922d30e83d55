// The report of a run: a page that the server makes, shown without scripts and without network.

import * as vscode from "vscode";
import { told } from "./output";
import type { Run } from "./protocol";
import type { Server } from "./server";

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">`;

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
): void {
  const panels = new Map<string, vscode.WebviewPanel>();
  const open = async (run: Run) => {
    const html = (await server.call("lessonls.report", { run: run.id }))?.html;
    if (html === undefined) {
      return;
    }
    let panel = panels.get(run.id);
    if (!panel) {
      const column = vscode.ViewColumn.Active;
      const options = { enableScripts: false, localResourceRoots: [] };
      panel = vscode.window.createWebviewPanel(
        "lessonls.report",
        "LessonLS report",
        column,
        options,
      );
      panel.onDidDispose(() => panels.delete(run.id));
      panels.set(run.id, panel);
    }
    panel.title = `Report: ${run.function}`;
    panel.webview.html = confined(html);
    panel.reveal();
  };
  context.subscriptions.push(
    { dispose: () => panels.forEach((panel) => void panel.dispose()) },
    vscode.commands.registerCommand("lessonls.openReport", (item?: { run: Run }) =>
      told(output, async () => {
        const run = item?.run ?? (await latest(server));
        if (!run) {
          throw new Error("No run to report on yet.");
        }
        await open(run);
      }),
    ),
  );
}

async function latest(server: Server): Promise<Run | undefined> {
  return (await server.call("lessonls.runs", {}))?.runs.at(0);
}

/** The page under our policy, which comes first and cannot be loosened by a later one. */
function confined(html: string): string {
  const head = /<head[^>]*>/i.exec(html);
  const at = head ? head.index + head[0].length : 0;
  return html.slice(0, at) + POLICY + html.slice(at);
}
