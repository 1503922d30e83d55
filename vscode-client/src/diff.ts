// The other view: the file and the rewrite side by side, with a tick and a cross in the title.

import * as vscode from "vscode";
import { told } from "./output";
import type { Server } from "./server";
import { settings } from "./settings";
import { type Offer, opened, rewritten, type Suggestions } from "./suggestions";

const SCHEME = "lessonls-rewrite";
const ORIGINAL = "original";

class Rewrites implements vscode.TextDocumentContentProvider {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly suggestions: Suggestions) {}

  provideTextDocumentContent(uri: vscode.Uri): string {
    const offer = this.suggestions.get(uri.query);
    if (!offer) {
      return "";
    }
    return uri.fragment === ORIGINAL ? (opened(offer.uri)?.getText() ?? "") : rewritten(offer);
  }

  changed(file: vscode.Uri): void {
    for (const offer of this.suggestions.of(file)) {
      this.changes.fire(place(offer));
      this.changes.fire(place(offer, ORIGINAL));
    }
  }

  dispose(): void {
    this.changes.dispose();
  }
}

/** The left side is a copy, because whatever is drawn inline would show in the file itself. */
function place(offer: Offer, fragment = ""): vscode.Uri {
  const { path } = offer.uri;
  return vscode.Uri.from({ scheme: SCHEME, path, query: offer.suggestion.id, fragment });
}

/** The suggestion in the diff editor that has the focus. */
export function shownInDiff(): string | undefined {
  return idIn(vscode.window.tabGroups.activeTabGroup.activeTab);
}

function idIn(tab: vscode.Tab | undefined): string | undefined {
  const input = tab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME
    ? input.modified.query
    : undefined;
}

async function open(offer: Offer, preserveFocus: boolean): Promise<void> {
  const title = `${offer.suggestion.function}: ${offer.suggestion.headline}`;
  const selection = offer.lines.with({ end: offer.lines.start });
  const options: vscode.TextDocumentShowOptions = { preserveFocus, preview: true, selection };
  await vscode.commands.executeCommand(
    "vscode.diff",
    place(offer, ORIGINAL),
    place(offer),
    title,
    options,
  );
}

/** Closes the diff editors of suggestions that are answered. */
async function tidy(suggestions: Suggestions): Promise<void> {
  for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    const id = idIn(tab);
    if (id !== undefined && !suggestions.get(id)) {
      await vscode.window.tabGroups.close(tab);
    }
  }
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
  suggestions: Suggestions,
): void {
  const rewrites = new Rewrites(suggestions);
  const seen = new Set<string>();
  const show = (id: string) =>
    told(output, async () => {
      const offer = suggestions.get(id);
      if (!offer) {
        throw new Error("This suggestion was already answered, or its function has changed.");
      }
      await open(offer, false);
    });
  const changed = async (uri: vscode.Uri) => {
    rewrites.changed(uri);
    await tidy(suggestions);
    for (const offer of suggestions.of(uri)) {
      const fresh = !seen.has(offer.suggestion.id);
      seen.add(offer.suggestion.id);
      const active = vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
      if (
        fresh &&
        active &&
        !offer.suggestion.simpler &&
        settings(uri).get<string>("view") === "diff"
      ) {
        await open(offer, true);
      }
    }
  };
  server.middleware.executeCommand = async (command, args, next) => {
    const id: unknown = args[0]?.id;
    if (command === "lessonls.showDiff" && typeof id === "string" && suggestions.get(id)) {
      return show(id);
    }
    return next(command, args);
  };
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, rewrites),
    vscode.commands.registerCommand("lessonls.openDiff", (lens?: { id: string }) => {
      const editor = vscode.window.activeTextEditor;
      const here = editor && suggestions.at(editor.document.uri, editor.selection.active.line);
      return show(lens?.id ?? here?.suggestion.id ?? "");
    }),
    vscode.window.tabGroups.onDidChangeTabs(tellKeys),
    vscode.window.tabGroups.onDidChangeTabGroups(tellKeys),
    rewrites,
    suggestions.onDidChange((uri) => told(output, () => changed(uri))),
  );
}

function tellKeys(): void {
  const shown = shownInDiff() !== undefined;
  void vscode.commands.executeCommand("setContext", "lessonls.diffVisible", shown);
}
