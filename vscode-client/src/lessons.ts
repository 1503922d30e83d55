// The Lessons view: what the team learned, to search, forget and export.

import * as vscode from "vscode";
import { told } from "./output";
import { type Lesson, RUN_CHANGED, type Run } from "./protocol";
import type { Server } from "./server";

const LIMIT = 200;

class Lessons implements vscode.TreeDataProvider<Lesson> {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  query = "";

  constructor(private readonly server: Server) {}

  refresh(): void {
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  async getChildren(lesson?: Lesson): Promise<Lesson[]> {
    if (lesson || !this.server.has("lessonls.lessons")) {
      return [];
    }
    const asked = this.query ? { query: this.query, limit: LIMIT } : { limit: LIMIT };
    return (await this.server.call("lessonls.lessons", asked))?.lessons ?? [];
  }

  getTreeItem(lesson: Lesson): vscode.TreeItem {
    const item = new vscode.TreeItem(lesson.text);
    item.id = lesson.id;
    item.description = lesson.speedup === null ? outcome(lesson) : `${lesson.speedup.toFixed(2)}x`;
    const from = [lesson.function, lesson.agent, lesson.imported ? "imported" : ""];
    item.tooltip = `${lesson.text}\n\n${outcome(lesson)} · ${from.filter(Boolean).join(" · ")}`;
    const good = lesson.speedup !== null && lesson.speedup > 1;
    item.iconPath = new vscode.ThemeIcon(good ? "lightbulb-sparkle" : "lightbulb");
    item.contextValue = "lesson";
    return item;
  }
}

function outcome(lesson: Lesson): string {
  return lesson.outcome.replaceAll("_", " ");
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
): void {
  const lessons = new Lessons(server);
  const view = vscode.window.createTreeView<Lesson>("lessonls.lessons", {
    treeDataProvider: lessons,
    canSelectMany: true,
  });
  server.on<Run>(RUN_CHANGED, ({ state }) => {
    if (state !== "working" && state !== "waiting") {
      lessons.refresh();
    }
  });
  const search = async () => {
    const query = await vscode.window.showInputBox({
      title: "LessonLS: Search lessons",
      prompt: "A few words; leave empty to show all lessons.",
      value: lessons.query,
    });
    if (query !== undefined) {
      lessons.query = query.trim();
      view.description = lessons.query ? `“${lessons.query}”` : "";
      lessons.refresh();
      await vscode.commands.executeCommand("lessonls.lessons.focus");
    }
  };
  context.subscriptions.push(
    lessons,
    view,
    server.onDidChange(() => lessons.refresh()),
    vscode.commands.registerCommand("lessonls.searchLessons", () => told(output, search)),
    vscode.commands.registerCommand("lessonls.forgetLesson", (one: Lesson, many?: Lesson[]) =>
      told(output, () => forget(server, lessons, many ?? [one])),
    ),
    vscode.commands.registerCommand("lessonls.saveLessons", () => told(output, () => save(server))),
  );
}

async function forget(server: Server, lessons: Lessons, doomed: Lesson[]): Promise<void> {
  const what = doomed.length === 1 ? "this lesson" : `these ${doomed.length} lessons`;
  const detail = doomed.map(({ text }) => text).join("\n");
  const options = { modal: true, detail };
  const choice = await vscode.window.showWarningMessage(
    `Permanently forget ${what}?`,
    options,
    "Forget",
  );
  if (choice) {
    await server.call("lessonls.forget", { ids: doomed.map(({ id }) => id) });
    lessons.refresh();
  }
}

async function save(server: Server): Promise<void> {
  const text = (await server.call("lessonls.exportLessons", {}))?.text;
  if (text === undefined) {
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const options: vscode.SaveDialogOptions = {
    title: "Export lessons",
    filters: { "JSON Lines": ["jsonl"] },
  };
  if (folder) {
    options.defaultUri = vscode.Uri.joinPath(folder, "lessons.jsonl");
  }
  const file = await vscode.window.showSaveDialog(options);
  if (file) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
}
