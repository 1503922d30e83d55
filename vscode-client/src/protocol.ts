// What client and server say to each other beyond the language server protocol.

import type { Range } from "vscode-languageclient/node";

export interface Hunk {
  range: Range;
  newText: string;
}

/** A rewrite or an implementation that waits for an answer. `hunks` are lines of the document as it is now. */
export interface Suggestion {
  id: string;
  function: string;
  headline: string;
  evidence: string;
  stale: boolean;
  simpler: boolean;
  range: Range | null;
  hunks: Hunk[];
}

export interface Candidate {
  agent: string;
  round: number;
  verdict: string;
  speedup: number | null;
  said: string;
  score: number;
  interval: [number, number] | null;
  reason: string;
  repaired: boolean;
  lesson: string;
}

export type RunState = "waiting" | "working" | "finished" | "failed" | "cancelled";

export interface Run {
  id: string;
  uri: string;
  function: string;
  task: "optimize" | "implement";
  mode: string;
  state: RunState;
  message: string;
  percentage: number;
  round: number;
  rounds: number;
  agents: string[];
  ahead: number;
  usage: string;
  claim: string;
  candidates: Candidate[];
}

export interface Lesson {
  id: string;
  text: string;
  outcome: string;
  speedup: number | null;
  function: string;
  agent: string;
  imported: boolean;
}

/** `share` of the program's time, from 0 to 1; `gain` is the whole program's speedup when the
 * function becomes twice as fast. */
export interface HotFunction {
  name: string;
  uri: string;
  line: number;
  share: number;
  gain: number;
}

/** What each command of the server takes and gives. */
export interface Commands {
  "lessonls.optimize": [
    { uri: string; line: number; column: number; mode: string },
    { run: string },
  ];
  "lessonls.implement": [{ uri: string; line: number; column: number }, { run: string }];
  "lessonls.cancel": [{ run?: string }, { cancelled: number }];
  "lessonls.accept": [{ id: string }, { applied: boolean }];
  "lessonls.accepted": [{ id: string }, { applied: boolean }];
  "lessonls.reject": [{ id: string }, unknown];
  "lessonls.suggestions": [{ uri: string }, { suggestions: Suggestion[] }];
  "lessonls.runs": [Record<string, never>, { runs: Run[] }];
  "lessonls.why": [{ id: string }, unknown];
  "lessonls.report": [{ run: string }, { html: string }];
  "lessonls.lessons": [{ query?: string; limit?: number }, { lessons: Lesson[] }];
  "lessonls.forget": [{ ids: string[] }, { forgotten: number }];
  "lessonls.exportLessons": [Record<string, never>, { text: string }];
  "lessonls.hottest": [Record<string, never>, { functions: HotFunction[] }];
}

export const SUGGESTIONS_CHANGED = "lessonls/suggestions";
export const RUN_CHANGED = "lessonls/run";
