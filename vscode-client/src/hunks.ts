// Hunks as whole lines of a document: no editor is needed to think about them.

/** Lines `start` up to, but not including, `end` give way to `text`. */
export interface LineHunk {
  start: number;
  end: number;
  text: string;
}

/** A change of a document: the lines that it touched, and how many more there are now. */
export interface LineChange {
  start: number;
  end: number;
  by: number;
}

/** What replacing a range by `text` means for lines. Whole lines leave the next one untouched. */
export function lineChange(
  start: { line: number; character: number },
  end: { line: number; character: number },
  text: string,
): LineChange {
  const whole = start.character === 0 && end.character === 0 && /^$|[\r\n]$/.test(text);
  const lines = text.split(/\r\n|\r|\n/).length - 1;
  return {
    start: start.line,
    end: whole ? end.line : end.line + 1,
    by: lines - (end.line - start.line),
  };
}

/** The hunks after somebody changed the document; undefined when the change is in one of them. */
export function shifted(hunks: readonly LineHunk[], change: LineChange): LineHunk[] | undefined {
  const moved: LineHunk[] = [];
  for (const hunk of hunks) {
    if (change.end <= hunk.start) {
      moved.push({ ...hunk, start: hunk.start + change.by, end: hunk.end + change.by });
    } else if (change.start >= hunk.end) {
      moved.push(hunk);
    } else {
      return undefined;
    }
  }
  return moved;
}

/** The text with all hunks in place. */
export function applied(text: string, hunks: readonly LineHunk[]): string {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  for (const hunk of [...hunks].sort((a, b) => b.start - a.start)) {
    lines.splice(hunk.start, hunk.end - hunk.start, hunk.text);
  }
  return lines.join("");
}
