// One item in the status bar: how the server is, and how far a run has come.

import * as vscode from "vscode";
import type { Progress, Standing } from "./progress";
import type { Condition, Server } from "./server";

const CONDITIONS: Record<Condition, [text: string, tooltip: string, command: string]> = {
  off: [
    "$(circle-slash) LessonLS",
    "The server is not running. Click to start it.",
    "lessonls.restart",
  ],
  starting: ["$(loading~spin) LessonLS", "The server is starting.", "lessonls.showOutput"],
  ready: ["$(rocket) LessonLS", "Ready. Click to show the runs.", "lessonls.runs.focus"],
  failed: [
    "$(error) LessonLS",
    "The server did not start. Click to see why.",
    "lessonls.showOutput",
  ],
};

export function activate(
  context: vscode.ExtensionContext,
  server: Server,
  progress: Progress,
): void {
  const item = vscode.window.createStatusBarItem("lessonls", vscode.StatusBarAlignment.Left);
  item.name = "LessonLS";
  let standings: readonly Standing[] = [];
  const show = () => {
    const working = standings[0];
    if (working) {
      const more = standings.length > 1 ? ` (+${standings.length - 1})` : "";
      item.text = `$(loading~spin) ${working.title}${more}`;
      item.tooltip = standings.map(({ title, message }) => `${title}: ${message}`).join("\n");
      item.command = "lessonls.runs.focus";
    } else {
      [item.text, item.tooltip, item.command] = CONDITIONS[server.condition];
    }
  };
  context.subscriptions.push(
    item,
    server.onDidChange(show),
    progress.onDidChange((now) => {
      standings = now;
      void vscode.commands.executeCommand("setContext", "lessonls.working", now.length > 0);
      show();
    }),
  );
  show();
  item.show();
}
