// The commands that answer a suggestion, from lenses, keys, the palette and title bars.

import * as vscode from "vscode";
import { shownInDiff } from "./diff";
import { told } from "./output";
import type { Server } from "./server";
import type { Offer, Suggestions } from "./suggestions";

/** Which hunk is meant: a lens says it, a comment stands on it, else the cursor does. */
type Place = { id: string; line?: number } | vscode.CommentThread | undefined;

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
  suggestions: Suggestions,
): void {
  const found = (place: Place): [Offer, line: number] => {
    const [offer, line] = find(suggestions, place);
    if (!offer) {
      // What was clicked on is not there any more: draw what is.
      suggestions.refreshAll();
      throw new Error("No suggestion for this function.");
    }
    return [offer, line];
  };
  const command = (name: string, work: (offer: Offer, line: number) => Promise<unknown>) =>
    vscode.commands.registerCommand(name, (place: Place) =>
      told(output, () => Promise.resolve(work(...found(place)))),
    );
  context.subscriptions.push(
    command("lessonls.acceptSuggestion", (offer) => suggestions.accept(offer)),
    command("lessonls.rejectSuggestion", (offer) => suggestions.reject(offer)),
    command("lessonls.acceptHunk", (offer, line) =>
      suggestions.acceptHunk(offer.suggestion.id, line),
    ),
    command("lessonls.rejectHunk", (offer, line) =>
      suggestions.rejectHunk(offer.suggestion.id, line),
    ),
    command("lessonls.nextHunk", async (offer, line) => goToNext(offer, line)),
    command("lessonls.showWhy", (offer) =>
      server.call("lessonls.why", { id: offer.suggestion.id }),
    ),
  );
}

function find(suggestions: Suggestions, place: Place): [Offer | undefined, number] {
  if (place && "id" in place) {
    return [suggestions.get(place.id), place.line ?? 0];
  }
  if (place && "contextValue" in place && place.contextValue) {
    const [, line, id] = place.contextValue.split("|");
    return [suggestions.get(id ?? ""), Number(line)];
  }
  const compared = shownInDiff();
  if (compared) {
    return [suggestions.get(compared), 0];
  }
  const editor = vscode.window.activeTextEditor;
  const line = editor?.selection.active.line ?? 0;
  return [editor && suggestions.at(editor.document.uri, line), line];
}

function goToNext(offer: Offer, line: number): void {
  const next = offer.hunks.find(({ start }) => start > line) ?? offer.hunks[0];
  const editor = vscode.window.activeTextEditor;
  if (next && editor) {
    const place = new vscode.Position(next.start, 0);
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(
      new vscode.Range(place, place),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }
}
