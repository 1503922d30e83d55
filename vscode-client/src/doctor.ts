// The doctor: the server's own check of this machine, in a terminal.

import * as vscode from "vscode";
import { demandTrust, type Installation } from "./installing";
import { told } from "./output";

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  installation: Installation,
): void {
  const command = vscode.commands.registerCommand("lessonls.doctor", () =>
    told(output, async () => {
      demandTrust();
      const program = await installation.find();
      if (program) {
        await vscode.tasks.executeTask(examination(program));
      }
    }),
  );
  context.subscriptions.push(command);
}

/** A task, because its terminal stays open when the program ends, and nothing needs quoting. */
function examination(program: string): vscode.Task {
  const execution = new vscode.ProcessExecution(program, ["doctor"]);
  const kind = { type: "process" };
  const task = new vscode.Task(kind, vscode.TaskScope.Global, "Doctor", "LessonLS", execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, echo: false };
  return task;
}
