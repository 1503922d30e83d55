// The output channel: what the extension does, and what the server writes to its log.

import * as vscode from "vscode";

export function activate(context: vscode.ExtensionContext): vscode.LogOutputChannel {
  const output = vscode.window.createOutputChannel("LessonLS", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("lessonls.showOutput", () => output.show()),
  );
  return output;
}

/** Runs what the user asked for; whatever goes wrong is told, never swallowed. It is over when the
 * work is, whether or not the user has read the message by then. */
export async function told(
  output: vscode.LogOutputChannel,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(message);
    void vscode.window.showErrorMessage(`LessonLS: ${message}`, "Show output").then((choice) => {
      if (choice) {
        output.show();
      }
    });
  }
}
