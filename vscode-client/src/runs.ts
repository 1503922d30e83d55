// The Runs view: each run with its rounds, their candidates, verdicts and speedups.

import * as vscode from "vscode";
import { told } from "./output";
import { type Candidate, RUN_CHANGED, type Run } from "./protocol";
import type { Server } from "./server";

type Item =
  | { kind: "run"; run: Run }
  | { kind: "round"; run: Run; round: number }
  | { kind: "candidate"; candidate: Candidate };

const ICONS: Record<Run["state"], string> = {
  waiting: "clock",
  working: "loading~spin",
  finished: "check",
  failed: "error",
  cancelled: "circle-slash",
};

class Runs implements vscode.TreeDataProvider<Item> {
  private readonly runs = new Map<string, Run>();
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;

  set(...runs: Run[]): void {
    for (const run of runs) {
      this.runs.set(run.id, run);
    }
    this.changes.fire();
  }

  get active(): number {
    return [...this.runs.values()].filter(isActive).length;
  }

  clear(): void {
    this.runs.clear();
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  getChildren(item?: Item): Item[] {
    if (!item) {
      return [...this.runs.values()].reverse().map((run) => ({ kind: "run", run }));
    }
    if (item.kind === "run") {
      const rounds = new Set(item.run.candidates.map(({ round }) => round));
      return [...rounds].map((round) => ({ kind: "round", run: item.run, round }));
    }
    if (item.kind === "round") {
      const candidates = item.run.candidates.filter(({ round }) => round === item.round);
      return candidates.map((candidate) => ({ kind: "candidate", candidate }));
    }
    return [];
  }

  getTreeItem(item: Item): vscode.TreeItem {
    switch (item.kind) {
      case "run":
        return runItem(item.run);
      case "round":
        return roundItem(item.run, item.round);
      case "candidate":
        return candidateItem(item.candidate);
    }
  }
}

function isActive({ state }: Run): boolean {
  return state === "waiting" || state === "working";
}

function standing({ state, ahead, message }: Run): string {
  if (state === "waiting" && ahead > 0) {
    return `waiting for ${ahead} other run${ahead > 1 ? "s" : ""}`;
  }
  return message || state;
}

function runItem(run: Run): vscode.TreeItem {
  const item = new vscode.TreeItem(run.function, vscode.TreeItemCollapsibleState.Expanded);
  item.id = run.id;
  const mode = run.mode === "openmp" ? "OpenMP" : "";
  const sought = run.task === "implement" ? "implementation" : "faster version";
  const found = run.claim || (run.state === "finished" ? `no ${sought}` : run.state);
  const said = isActive(run) ? standing(run) : found;
  item.description = [said, mode].filter(Boolean).join(" · ");
  item.tooltip = [run.message, run.agents.join(", "), run.usage].filter(Boolean).join("\n");
  item.iconPath = new vscode.ThemeIcon(ICONS[run.state]);
  item.contextValue = isActive(run) ? "run.active" : "run.over";
  return item;
}

function roundItem(run: Run, round: number): vscode.TreeItem {
  const state = vscode.TreeItemCollapsibleState;
  const latest = run.candidates.at(-1)?.round === round;
  const item = new vscode.TreeItem(`Round ${round + 1}`, latest ? state.Expanded : state.Collapsed);
  item.id = `${run.id}/${round}`;
  const candidates = run.candidates.filter((one) => one.round === round);
  const best = candidates.sort((one, other) => other.score - one.score)[0];
  item.description = best?.score ? `best ${best.said}` : "none correct";
  return item;
}

function candidateItem(candidate: Candidate): vscode.TreeItem {
  const { agent, said, interval, reason, repaired, lesson } = candidate;
  const item = new vscode.TreeItem(agent);
  item.description = repaired ? `${said}, repaired` : said;
  const between = interval ? `95% CI ${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}` : "";
  item.tooltip = new vscode.MarkdownString();
  for (const [title, text] of [
    ["", said],
    ["", between],
    ["Reason: ", reason],
    ["Lesson: ", lesson],
  ]) {
    if (text) {
      item.tooltip.appendText(`${title}${text}`);
      item.tooltip.appendMarkdown("\n\n");
    }
  }
  item.iconPath = icon(candidate);
  return item;
}

function icon({ speedup, verdict }: Candidate): vscode.ThemeIcon {
  const passed = new vscode.ThemeColor("testing.iconPassed");
  if (speedup === null) {
    return verdict === "correct"
      ? new vscode.ThemeIcon("check", passed)
      : new vscode.ThemeIcon("close", new vscode.ThemeColor("testing.iconFailed"));
  }
  return speedup > 1
    ? new vscode.ThemeIcon("arrow-up", passed)
    : new vscode.ThemeIcon("arrow-down");
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  server: Server,
): void {
  const runs = new Runs();
  const view = vscode.window.createTreeView<Item>("lessonls.runs", { treeDataProvider: runs });
  const count = () => {
    view.badge = runs.active
      ? { value: runs.active, tooltip: `${runs.active} at work` }
      : undefined;
  };
  server.on<Run>(RUN_CHANGED, (run) => {
    runs.set(run);
    count();
  });
  const load = async () => {
    if (server.has("lessonls.runs")) {
      // The newest comes first; here it is the one that was added last.
      runs.set(...((await server.call("lessonls.runs", {}))?.runs ?? []).reverse());
    }
  };
  context.subscriptions.push(
    runs,
    view,
    server.onDidChange((condition) => {
      if (condition === "ready") {
        void told(output, load);
      } else {
        runs.clear();
      }
      count();
    }),
    vscode.commands.registerCommand("lessonls.openRun", (item: { run: Run }) =>
      told(output, () => open(item.run)),
    ),
  );
}

async function open(run: Run): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(run.uri));
  const name = run.function.split("::").at(-1) ?? "";
  // Where it is now is not known; its first mention in the file is near enough.
  const place = document.positionAt(Math.max(document.getText().indexOf(`${name}(`), 0));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
