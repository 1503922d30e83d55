// A suggestion in its file, without writing into it: the old lines are coloured where they stand,
// the new lines follow them in a box that the editor makes room for, and lenses above each hunk
// answer it. The box is a comment thread, the one thing of the editor's stable interface that
// can show several lines of text between two lines of a file.

import * as vscode from "vscode";
import type { LineHunk } from "./hunks";
import type { Server } from "./server";
import { settings } from "./settings";
import type { Offer, Suggestions } from "./suggestions";

const OLD = vscode.window.createTextEditorDecorationType({
  isWholeLine: true,
  backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
  overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.deletedForeground"),
  overviewRulerLane: vscode.OverviewRulerLane.Full,
});

export class Inline implements vscode.CodeLensProvider {
  private readonly comments = vscode.comments.createCommentController("lessonls", "LessonLS");
  private readonly threads = new Map<string, Map<string, vscode.CommentThread>>();
  private readonly lensChanges = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lensChanges.event;

  constructor(private readonly suggestions: Suggestions) {}

  /** Draws what is offered in the document, in place of what was drawn before. */
  draw(uri: vscode.Uri): void {
    const offers = shownInline(uri) ? drawn(this.suggestions.of(uri)) : [];
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri.toString()) {
        editor.setDecorations(OLD, offers.flatMap(oldLines));
      }
    }
    const before = this.threads.get(uri.toString()) ?? new Map<string, vscode.CommentThread>();
    const now = new Map<string, vscode.CommentThread>();
    for (const offer of offers) {
      for (const hunk of offer.hunks) {
        const key = `${offer.suggestion.id} ${now.size} ${offer.partial} ${hunk.text}`;
        now.set(key, this.placed(before.get(key) ?? this.thread(offer, hunk), offer, hunk));
        before.delete(key);
      }
    }
    for (const thread of before.values()) {
      thread.dispose();
    }
    if (now.size > 0) {
      this.threads.set(uri.toString(), now);
    } else {
      this.threads.delete(uri.toString());
    }
    this.lensChanges.fire();
    this.tellKeys();
  }

  private thread(offer: Offer, hunk: LineHunk): vscode.CommentThread {
    // Once, and where there is room for all of it: it may name a condition.
    const first = hunk === offer.hunks[0] && !offer.partial;
    const evidence = first ? offer.suggestion.evidence : "";
    const thread = this.comments.createCommentThread(offer.uri, below(hunk), [
      comment(hunk, evidence),
    ]);
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    thread.label = offer.partial
      ? "Rest of a partially accepted rewrite, not verified"
      : offer.suggestion.headline;
    return thread;
  }

  /** A thread that is kept while the lines above it come and go, instead of a new one. */
  private placed(thread: vscode.CommentThread, offer: Offer, hunk: LineHunk): vscode.CommentThread {
    const range = below(hunk);
    if (!thread.range?.isEqual(range)) {
      thread.range = range;
    }
    thread.contextValue = `hunk|${hunk.start}|${offer.suggestion.id}`;
    return thread;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const offers = this.suggestions.of(document.uri);
    const first = new Set(drawn(offers));
    const inline = shownInline(document.uri);
    // Those of the whole function come first, where a change begins in the same line.
    return [
      ...offers.flatMap((offer) => wholeLenses(offer, first.has(offer))),
      ...offers.filter((offer) => inline && first.has(offer)).flatMap(hunkLenses),
    ];
  }

  /** Keys answer only where the cursor stands in a function with a suggestion. */
  tellKeys(): void {
    const editor = vscode.window.activeTextEditor;
    const line = editor?.selection.active.line ?? 0;
    const here = editor && this.suggestions.at(editor.document.uri, line);
    void vscode.commands.executeCommand("setContext", "lessonls.suggestionVisible", Boolean(here));
  }

  dispose(): void {
    this.comments.dispose();
    this.lensChanges.dispose();
  }
}

/** One rewrite of each function: two of them in the same lines could not be told apart. */
function drawn(offers: readonly Offer[]): Offer[] {
  return offers.filter(
    (offer, index) => !offers.slice(0, index).some(({ lines }) => lines.intersection(offer.lines)),
  );
}

function shownInline(uri: vscode.Uri): boolean {
  return settings(uri).get<string>("view") !== "diff";
}

function oldLines(offer: Offer): vscode.DecorationOptions[] {
  return offer.hunks
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => ({
      range: new vscode.Range(start, 0, end - 1, Number.MAX_SAFE_INTEGER),
      hoverMessage: `LessonLS would replace this: ${offer.suggestion.evidence}`,
    }));
}

/** The box stands below the last line that it replaces. */
function below({ end }: LineHunk): vscode.Range {
  const last = Math.max(end - 1, 0);
  return new vscode.Range(last, 0, last, 0);
}

function comment(hunk: LineHunk, evidence: string): vscode.Comment {
  const body = new vscode.MarkdownString();
  body.supportHtml = true;
  if (evidence) {
    body.appendMarkdown(`<p>${escaped(evidence)}</p>\n\n`);
  }
  const lines = hunk.text.replace(/\r?\n$/, "").split(/\r?\n/);
  if (hunk.text) {
    const width = Math.max(...lines.map((line) => line.length));
    const coloured = lines.map(
      (line) => `${GREEN}${escaped(line.padEnd(width + 2))}</span></span>`,
    );
    body.appendMarkdown(`<pre>${coloured.join("\n")}</pre>`);
  } else {
    body.appendMarkdown("*These lines are removed.*");
  }
  return {
    author: {
      name: `LessonLS: ${hunk.end > hunk.start ? "replaces the lines above" : "inserts here"}`,
    },
    body,
    mode: vscode.CommentMode.Preview,
  };
}

/** The two colours that the diff editor lays over each other; nothing else may be styled here. */
const GREEN = ["Line", "Text"]
  .map(
    (part) => `<span style="background-color:var(--vscode-diffEditor-inserted${part}Background);">`,
  )
  .join("");

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** What answers the whole rewrite; the first of a function has what is for all of its rewrites. */
function wholeLenses(offer: Offer, first: boolean): vscode.CodeLens[] {
  const { headline, evidence, simpler } = offer.suggestion;
  const lens = (title: string, command: string, tooltip: string) =>
    lensAt(offer, offer.lines.start.line, title, command, tooltip);
  const what = offer.partial
    ? "the rest (not verified)"
    : `${simpler ? "the simpler rewrite " : ""}${headline}`;
  const keys = first ? " (Alt+Enter)" : "";
  const found = [
    lens(`$(check)\u00a0Accept ${what}`, "lessonls.acceptSuggestion", `${evidence}${keys}`),
    lens("$(diff)\u00a0Side by side", "lessonls.openDiff", "Opens the diff editor"),
  ];
  if (first) {
    const stays = "The file is left unchanged (Shift+Escape)";
    found.splice(1, 0, lens("$(close)\u00a0Reject", "lessonls.rejectSuggestion", stays));
    found.push(lens("$(question)\u00a0Why", "lessonls.showWhy", evidence));
  }
  return found;
}

/** What answers single changes, where there are several. */
function hunkLenses(offer: Offer): vscode.CodeLens[] {
  if (offer.hunks.length + Number(offer.partial) < 2) {
    return [];
  }
  const warning = "Only the whole rewrite is verified";
  return offer.hunks.flatMap(({ start }, index) => {
    const which = `change ${index + 1} of ${offer.hunks.length}`;
    return [
      lensAt(offer, start, `$(check)\u00a0Accept ${which}`, "lessonls.acceptHunk", warning),
      lensAt(offer, start, "$(close)\u00a0Reject", "lessonls.rejectHunk", warning),
    ];
  });
}

function lensAt(
  { suggestion }: Offer,
  line: number,
  title: string,
  command: string,
  tooltip: string,
): vscode.CodeLens {
  const place = [{ id: suggestion.id, line }];
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
    title,
    command,
    tooltip,
    arguments: place,
  });
}

export function activate(
  context: vscode.ExtensionContext,
  server: Server,
  suggestions: Suggestions,
): void {
  const inline = new Inline(suggestions);
  // The server's own lenses say the same, for editors that have nothing better.
  server.middleware.provideCodeLenses = async (document, token, next) => {
    const all = (await next(document, token)) ?? [];
    return server.has("lessonls.suggestions") ? all.filter(notAnAnswer) : all;
  };
  context.subscriptions.push(
    inline,
    OLD,
    vscode.languages.registerCodeLensProvider(["c", "cpp"], inline),
    suggestions.onDidChange((uri) => inline.draw(uri)),
    vscode.window.onDidChangeTextEditorSelection(() => inline.tellKeys()),
    vscode.window.onDidChangeActiveTextEditor(() => inline.tellKeys()),
    vscode.window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) {
        if (suggestions.of(document.uri).length > 0) {
          inline.draw(document.uri);
        }
      }
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lessonls.view")) {
        for (const { document } of vscode.window.visibleTextEditors) {
          inline.draw(document.uri);
        }
      }
    }),
  );
}

const ANSWERS = new Set([
  "lessonls.accept",
  "lessonls.reject",
  "lessonls.showDiff",
  "lessonls.why",
]);

function notAnAnswer(lens: vscode.CodeLens): boolean {
  return !ANSWERS.has(lens.command?.command ?? "");
}
