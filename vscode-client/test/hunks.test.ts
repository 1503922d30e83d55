// Hunks keep their places while the document changes around them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, lineChange, shifted } from "../src/hunks";

const HUNKS = [
  { start: 2, end: 4, text: "two\n" },
  { start: 6, end: 6, text: "new\n" },
];
const at = (line: number, character = 0) => ({ line, character });
const after = (...change: Parameters<typeof lineChange>) =>
  shifted(HUNKS, lineChange(...change))?.map(({ start, end }) => [start, end]);

test("lines above move the hunks below them", () => {
  assert.deepEqual(after(at(0), at(0), "a\nb\n"), [
    [4, 6],
    [8, 8],
  ]);
  assert.deepEqual(after(at(0), at(2), ""), [
    [0, 2],
    [4, 4],
  ]);
  assert.deepEqual(after(at(2), at(2), "above\n"), [
    [3, 5],
    [7, 7],
  ]);
  assert.deepEqual(after(at(4), at(5), ""), [
    [2, 4],
    [5, 5],
  ]);
});

test("changes below and between leave the others alone", () => {
  assert.deepEqual(after(at(7, 3), at(7, 4), "x"), [
    [2, 4],
    [6, 6],
  ]);
  assert.deepEqual(after(at(4, 1), at(4, 1), "x"), [
    [2, 4],
    [6, 6],
  ]);
});

test("a change in a hunk takes the hunks away", () => {
  assert.equal(after(at(3, 1), at(3, 1), "x"), undefined);
  assert.equal(after(at(1, 5), at(2, 1), ""), undefined);
  assert.equal(after(at(0), at(9), "everything\n"), undefined);
});

test("hunks are put in place with the file's own line ends", () => {
  assert.equal(applied("a\r\nb\r\nc", [{ start: 1, end: 2, text: "B\r\n" }]), "a\r\nB\r\nc");
  assert.equal(applied("a\nb", [{ start: 1, end: 2, text: "B" }]), "a\nB");
  assert.equal(
    applied("a\n", [
      { start: 0, end: 0, text: "x\n" },
      { start: 1, end: 1, text: "y\n" },
    ]),
    "x\na\ny\n",
  );
});
