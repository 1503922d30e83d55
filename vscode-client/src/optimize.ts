// Starting and cancelling runs from the palette, the menus and the walkthrough.

import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { told } from "./output";
import type { Run } from "./protocol";
import type { Server } from "./server";
import { settings } from "./settings";

const EXAMPLE = "matrix_product.cpp";

type Start = "lessonls.optimize" | "lessonls.implement";

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
): void {
  context.subscriptions.push(
    ...(["lessonls.optimize", "lessonls.implement"] as const).map((command) =>
      vscode.commands.registerCommand(`${command}Here`, () =>
        told(output, () => startHere(server, command)),
      ),
    ),
    vscode.commands.registerCommand("lessonls.cancelRun", (item?: { run?: Run }) =>
      told(output, () => server.call("lessonls.cancel", item?.run ? { run: item.run.id } : {})),
    ),
    vscode.commands.registerCommand("lessonls.openExample", () =>
      told(output, () => openExample(context)),
    ),
    vscode.commands.registerCommand("lessonls.showHottest", () =>
      told(output, () => showHottest(server)),
    ),
  );
}

/** Starts a run on the function at the cursor. */
async function startHere(server: Server, command: Start): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !["c", "cpp"].includes(editor.document.languageId)) {
    throw new Error("Put the cursor in a function of a C or C++ file first.");
  }
  const { document, selection } = editor;
  await server.start();
  if (server.condition !== "ready") {
    return;
  }
  const { line, character } = selection.active;
  // The server counts characters, the editor counts units of UTF-16.
  const column = [...document.lineAt(line).text.slice(0, character)].length;
  const place = { uri: server.uri(document.uri), line, column };
  if (command === "lessonls.implement") {
    await server.call(command, place);
  } else {
    const mode = settings(document.uri).get<string>("mode", "serial");
    await server.call(command, { ...place, mode });
  }
}

/** A copy of the example that the user may change. */
async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const file = join(context.globalStorageUri.fsPath, "example", EXAMPLE);
  await mkdir(dirname(file), { recursive: true });
  await copyFile(join(context.extensionPath, "dist", EXAMPLE), file);
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const place = document.positionAt(document.getText().indexOf("multiply_add("));
  editor.selection = new vscode.Selection(place, place);
}

async function showHottest(server: Server): Promise<void> {
  const answer = await server.call("lessonls.hottest", {});
  const functions = answer?.functions ?? [];
  if (functions.length === 0) {
    void vscode.window.showInformationMessage(
      "No profile is loaded: set lessonls.profile to a perf, gprof or callgrind profile.",
    );
    return;
  }
  const items = functions.map((hot) => ({
    hot,
    label: hot.name,
    description: `${percent(hot.share)} of the time`,
    detail: `Making it 2x faster speeds up the program ${hot.gain.toFixed(2)}x`,
  }));
  const title = "LessonLS: hottest functions that can be optimized";
  const item = await vscode.window.showQuickPick(items, { title });
  if (item) {
    const at = new vscode.Position(item.hot.line, 0);
    const selection = new vscode.Range(at, at);
    await vscode.window.showTextDocument(vscode.Uri.parse(item.hot.uri), { selection });
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;
}
