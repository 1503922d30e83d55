// What a person does, from opening a file to the answer. Each scenario notes what it saw.

import fs from "node:fs";
import { until } from "./workbench.mjs";

async function begin(workbench, orders) {
  await workbench.openFile(orders.file);
  await orders.timed("start the server", () => workbench.ready());
}

/** Starts a run with the cursor in the function, and waits until its progress is shown. */
async function start(workbench, orders, verb = "Optimize", doing = "Optimizing") {
  await workbench.goTo(orders.line);
  await workbench.command(`LessonLS: ${verb} with team`);
  const toast = workbench.toast(doing);
  await toast.waitFor();
  return toast;
}

async function suggested(workbench, orders) {
  await start(workbench, orders);
  fs.writeFileSync(orders.gate, "");
  await workbench.lens("Accept 2.30x speedup").waitFor();
  await workbench.closeToasts();
}

/** One undo, saved; what is on disk. */
async function undone(workbench, orders) {
  await workbench.focusEditor();
  await workbench.page.keyboard.press("Control+Z");
  await until("the undo", () => workbench.dirty());
  await workbench.save();
  return disk(orders);
}

const disk = (orders) => fs.readFileSync(`${orders.workspace}/${orders.file}`, "utf8");

/** Cancel, run, accept with a key, undo, redo. */
export async function accept(workbench, orders, seen) {
  await begin(workbench, orders);
  const toast = await orders.timed("run and see its progress", async () => {
    const toast = await start(workbench, orders);
    await until("progress", async () => /round 1\/2/.test(await toast.innerText()));
    return toast;
  });
  seen.progress = (await toast.locator(".notification-list-item-message").innerText()).replace(/\s+/g, " ");
  seen.status = await workbench.status();
  await workbench.shot("working");
  await orders.timed("cancel", async () => {
    await toast.getByRole("button", { name: "Cancel" }).click();
    await toast.waitFor({ state: "hidden" });
    const log = () => fs.readFileSync(`${orders.folder}/log`, "utf8");
    await until("the end of the run", () => log().includes("closed gated"));
  });

  await orders.timed("run to the suggestion", () => suggested(workbench, orders));
  await workbench.boxes().nth(1).waitFor();
  seen.boxes = await workbench.boxes().allInnerTexts();
  await workbench.goTo(orders.line);
  await workbench.shot("hunks");
  seen.dirty = await workbench.dirty();
  seen.before = disk(orders);
  await workbench.clickLens("Why");
  const preview = workbench.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
  await preview.locator("h1, h2, h3").first().waitFor();
  seen.why = await preview.locator("body").innerText();
  await workbench.shot("why");
  await workbench.closeTab();
  await workbench.goTo(orders.line);
  await orders.timed("accept", async () => {
    await workbench.page.keyboard.press("Alt+Enter");
    await until("the edit", () => workbench.dirty());
    await workbench.boxes().first().waitFor({ state: "hidden" });
  });
  await workbench.shot("accepted");
  await workbench.save();
  seen.accepted = disk(orders);
  seen.undone = await orders.timed("undo and save", () => undone(workbench, orders));
  await workbench.showView();
  await workbench.page.locator(".pane-header", { hasText: "Lessons" }).waitFor();
  const round = workbench.page.locator(".pane-body .monaco-list-row", { hasText: "Round 2" });
  await round.first().waitFor();
  seen.runs = await workbench.page.locator(".split-view-view .pane-body .monaco-list-row").allInnerTexts();
  await workbench.shot("runs");
  seen.report = await report(workbench);
}

/** The lessons: search, export, forget. */
export async function lessons(workbench, orders, seen) {
  await begin(workbench, orders);
  await workbench.showView();
  const rows = workbench.page.locator(".pane", { hasText: "Lessons" }).last().locator(".pane-body .monaco-list-row");
  const count = (wanted) => until(`${wanted} lessons`, async () => (await rows.count()) === wanted);
  await count(2);
  seen.lessons = await rows.allInnerTexts();
  await workbench.command("LessonLS: Search lessons");
  await workbench.answer("tiling");
  await count(1);
  seen.found = await rows.allInnerTexts();
  await workbench.command("LessonLS: Search lessons");
  await workbench.answer("");
  await count(2);
  await workbench.command("LessonLS: Export lessons");
  await workbench.page.locator(".quick-input-title", { hasText: "Export lessons" }).waitFor();
  // Where the dialog offers to put it.
  await workbench.page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
  const exported = `${orders.workspace}/lessons.jsonl`;
  await until("the exported file", () => fs.existsSync(exported) && fs.statSync(exported).size > 0);
  await rows.first().hover();
  await rows.first().locator('.action-label[aria-label^="Forget"]').click();
  await workbench.page.locator(".monaco-dialog-box", { hasText: "Permanently forget" }).getByRole("button", { name: "Forget" }).click();
  await count(1);
  seen.left = await rows.allInnerTexts();
}

/** The fastest and the simpler suggestion for one function, in a file with its own line ends. */
export async function simpler(workbench, orders, seen) {
  await begin(workbench, orders);
  const plain = workbench.lens("Accept the simpler rewrite 1.50x speedup");
  await suggested(workbench, orders);
  await plain.waitFor();
  await workbench.goTo(orders.line);
  await workbench.shot("simpler");
  await workbench.clickLens("Reject");
  await workbench.lens("Accept").waitFor({ state: "hidden" });
  seen.rejected = disk(orders);

  await suggested(workbench, orders);
  await plain.click();
  await until("the edit", () => workbench.dirty());
  await workbench.lens("Accept").waitFor({ state: "hidden" });
  await workbench.save();
  seen.simpler = disk(orders);
  seen.undone = await undone(workbench, orders);

  await suggested(workbench, orders);
  await workbench.clickLens("Accept 2.30x speedup");
  await until("the edit", () => workbench.dirty());
  await workbench.lens("Accept").waitFor({ state: "hidden" });
  await workbench.save();
  seen.fastest = disk(orders);
  seen.again = await undone(workbench, orders);
}

/** Two functions: the second waits, the first twice is one run; both are cancelled in the view. */
export async function queue(workbench, orders, seen) {
  await begin(workbench, orders);
  await start(workbench, orders);
  await workbench.goTo(orders.line);
  await workbench.command("LessonLS: Optimize with team");
  await workbench.goTo(orders.second);
  await workbench.command("LessonLS: Optimize with team");
  await workbench.showView();
  const runs = workbench.page.locator(".pane-body .monaco-list-row", { hasText: /^gated/ });
  const second = runs.filter({ hasText: "gated_too" });
  await second.waitFor();
  await second.filter({ hasText: "waiting for 1 other run" }).waitFor();
  seen.runs = await runs.allInnerTexts();
  await workbench.shot("queue");
  const cancel = async (row) => {
    await row.hover();
    await row.locator('.action-label[aria-label^="Cancel"]').click();
    await row.filter({ hasText: "cancelled" }).waitFor();
  };
  await cancel(second);
  await cancel(runs.last());
  seen.over = await runs.allInnerTexts();
  seen.text = disk(orders);
}

/** A profile: shares in lenses, and a list of the hottest functions to go to. */
export async function profile(workbench, orders, seen) {
  await begin(workbench, orders);
  await workbench.lens("72% of the time").waitFor();
  await workbench.shot("shares");
  await workbench.command("LessonLS: Show the hottest functions");
  const row = workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "gated" });
  await row.first().waitFor();
  seen.hottest = (await row.first().innerText()).replace(/\s+/g, " ");
  await workbench.shot("hottest");
  await workbench.page.keyboard.press("Enter");
  const cursor = workbench.page.locator('[id="status.editor.selection"]');
  await cursor.filter({ hasText: `Ln ${orders.line - 1}` }).waitFor();
}

/** A setting that cannot be: it is told, and the server works without it. */
export async function settings(workbench, orders, seen) {
  await begin(workbench, orders);
  // Its toast may be gone by now.
  await workbench.command("Notifications: Show Notifications");
  const toast = workbench.page.locator(".notification-list-item", { hasText: "rounds" }).first();
  await toast.waitFor();
  seen.told = (await toast.innerText()).replace(/\s+/g, " ");
  await workbench.command("LessonLS: Show output");
  const output = workbench.page.locator(".output-view .view-lines");
  await output.filter({ hasText: /active\sin/ }).waitFor();
  seen.output = (await output.innerText()).replace(/\s+/g, " ");
}

/** Reject with a key; then accept one of two changes and reject the other. */
export async function reject(workbench, orders, seen) {
  await begin(workbench, orders);
  await suggested(workbench, orders);
  await workbench.boxes().nth(1).waitFor();
  await workbench.goTo(orders.line);
  await workbench.page.keyboard.press("Shift+Escape");
  await workbench.boxes().first().waitFor({ state: "hidden" });
  await workbench.lens("Accept").waitFor({ state: "hidden" });
  seen.dirty = await workbench.dirty();
  seen.rejected = disk(orders);

  await suggested(workbench, orders);
  await workbench.clickLens("Accept change 1 of 2");
  await workbench.toast("has not been verified").waitFor();
  await workbench.lens("Accept the rest (not verified)").waitFor();
  await workbench.shot("partly");
  seen.boxes = await until("the box of the rest alone", async () => {
    const texts = await workbench.boxes().allInnerTexts();
    return texts.length === 1 && texts;
  });
  await workbench.save();
  seen.partly = disk(orders);
  // A click may come while the lenses are drawn anew.
  await until("the answer", async () => {
    await workbench.clickLens("Reject");
    const gone = workbench.boxes().first().waitFor({ state: "hidden", timeout: 5000 });
    return gone.then(() => true, () => false);
  });
  seen.rest = disk(orders);
  seen.undone = await undone(workbench, orders);

  await suggested(workbench, orders);
  await workbench.clickLens("Accept change 2 of 2");
  await workbench.clickLens("Accept the rest (not verified)");
  await workbench.boxes().first().waitFor({ state: "hidden" });
  await workbench.save();
  seen.whole = disk(orders);
}

/** The function changes while it is optimized, and while its suggestion is shown. */
export async function change(workbench, orders, seen) {
  await begin(workbench, orders);
  await start(workbench, orders);
  await workbench.goTo(orders.line);
  await workbench.page.keyboard.press("End");
  await workbench.page.keyboard.type(" // mine");
  fs.writeFileSync(`${orders.gate}.new`, "// mine");
  fs.renameSync(`${orders.gate}.new`, orders.gate);
  await workbench.toast("changed since it was optimized").waitFor();
  await workbench.shot("stale");
  seen.lenses = await workbench.lens("Accept").count();
  seen.boxes = await workbench.boxes().count();
  await workbench.save();
  seen.changed = disk(orders);
  // Where the user takes the change back, the suggestion is good again.
  const lens = workbench.lens("Accept 2.30x speedup");
  for (let i = 0; i < 8 && (await lens.count()) === 0; i++) {
    await workbench.page.keyboard.press("Control+Z");
    await lens.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await lens.waitFor();
  // A change above moves it, and it can still be accepted.
  await workbench.goTo(1);
  await workbench.page.keyboard.press("Home");
  await workbench.page.keyboard.type("int above;\n");
  await workbench.clickLens("Accept 2.30x speedup");
  await workbench.boxes().first().waitFor({ state: "hidden" });
  await workbench.save();
  seen.accepted = disk(orders);
}

/** The other view: the diff editor with a tick and a cross in its title. */
export async function diff(workbench, orders, seen) {
  await begin(workbench, orders);
  await start(workbench, orders);
  fs.writeFileSync(orders.gate, "");
  await workbench.page.locator(".monaco-diff-editor").first().waitFor();
  const tick = workbench.page.locator('.editor-actions a.action-label[aria-label^="Accept the suggestion"]');
  await tick.first().waitFor();
  await workbench.closeToasts();
  seen.boxes = await workbench.boxes().count();
  seen.before = disk(orders);
  await tick.first().click();
  await workbench.page.locator(".monaco-diff-editor").first().waitFor({ state: "hidden" });
  await workbench.save();
  seen.accepted = disk(orders);
}

/** A first run: the extension installs its own server, and the built-in team works. */
export async function first(workbench, orders, seen) {
  const { page } = workbench;
  await workbench.openFile(orders.file);
  const offer = workbench.toast("LessonLS needs its server");
  await offer.waitFor();
  await workbench.shot("install");
  await offer.getByRole("button", { name: "Install", exact: true }).click();
  await orders.timed("install the server and start it", () => workbench.ready(240_000));
  await workbench.closeToasts();
  await orders.timed("run the team", async () => {
    const toast = await start(workbench, orders);
    await until("a judgement", async () => /judging|judged/.test(await toast.innerText()), 120_000);
    await workbench.shot("progress");
    await workbench.lens(/Accept\s\d+\.\d+x speedup/).waitFor({ timeout: 240_000 });
  });
  seen.headline = await workbench.lens("Accept").innerText();
  await workbench.closeToasts();
  await workbench.showView();
  await page.locator(".pane-body .monaco-list-row", { hasText: "Round 1" }).first().waitFor();
  await workbench.goTo(orders.line);
  await workbench.boxes().first().waitFor();
  await workbench.shot("inline");
  seen.before = disk(orders);

  await workbench.clickLens("Side by side");
  await page.locator(".monaco-diff-editor").first().waitFor();
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  await workbench.shot("diff");
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  await workbench.closeTab();
  await workbench.goTo(orders.line);
  await page.keyboard.press("Alt+Enter");
  await until("the edit", () => workbench.dirty());
  await workbench.shot("accepted");
  await workbench.save();
  seen.accepted = disk(orders);
  seen.undone = await undone(workbench, orders);
  seen.report = await report(workbench);
  await workbench.shot("report");
}

/** A function of a project, with the built-in team: run, accept with a key, save. */
export async function project(workbench, orders, seen) {
  await begin(workbench, orders);
  await orders.timed("run the team", async () => {
    await start(workbench, orders);
    await workbench.lens(/Accept\s\d+\.\d+x speedup/).waitFor({ timeout: 240_000 });
  });
  await workbench.closeToasts();
  await workbench.goTo(orders.line);
  await workbench.boxes().first().waitFor();
  seen.before = disk(orders);
  await workbench.page.keyboard.press("Alt+Enter");
  await until("the edit", () => workbench.dirty());
  await workbench.save();
  seen.accepted = disk(orders);
}

/** A stub: cancel, run, accept with a key, save; then tests that contradict each other. */
export async function implement(workbench, orders, seen) {
  await begin(workbench, orders);
  const run = () => start(workbench, orders, "Implement", "Implementing");
  await orders.timed("cancel", async () => {
    const toast = await run();
    await toast.getByRole("button", { name: "Cancel" }).click();
    await toast.waitFor({ state: "hidden" });
  });
  fs.writeFileSync(orders.gate, "");
  await orders.timed("run to the suggestion", async () => {
    await run();
    await workbench.lens("Accept passes 2 of 2 tests").waitFor({ timeout: 60_000 });
  });
  await workbench.closeToasts();
  await workbench.goTo(orders.line);
  await workbench.boxes().first().waitFor();
  await workbench.shot("implementation");
  seen.before = disk(orders);
  await workbench.clickLens("Why");
  const preview = workbench.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
  await preview.locator("h1, h2, h3").first().waitFor();
  seen.why = await preview.locator("body").innerText();
  await workbench.closeTab();
  await workbench.goTo(orders.line);
  await workbench.page.keyboard.press("Alt+Enter");
  await until("the edit", () => workbench.dirty());
  await workbench.save();
  seen.accepted = disk(orders);
  await workbench.goTo(orders.second + seen.accepted.split("\n").length - seen.before.split("\n").length);
  await workbench.command("LessonLS: Implement with team");
  const toast = workbench.toast("contradict each other");
  await toast.waitFor();
  seen.contradiction = (await toast.innerText()).replace(/\s+/g, " ");
}

async function report(workbench) {
  await workbench.command("LessonLS: Show the report");
  const frame = workbench.page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
  await frame.locator("h1").waitFor();
  return frame.locator("body").innerText();
}

/** The environments of the servers that this test started. */
function servers(orders) {
  const mine = `LESSONLS_TEST_FOLDER=${orders.folder}`;
  const found = [];
  for (const process of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = fs.readFileSync(`/proc/${process}/cmdline`, "utf8");
      const environment = fs.readFileSync(`/proc/${process}/environ`, "utf8").split("\0");
      if (command.includes("team_server.py") && environment.includes(mine)) found.push(environment);
    } catch {
      // It ended in the meantime.
    }
  }
  return found;
}

/** Sets a key, with which the server starts anew; then asks the doctor. */
export async function keys(workbench, orders, seen) {
  await begin(workbench, orders);
  const keys = () =>
    servers(orders).flatMap((environment) =>
      environment.filter((one) => one.startsWith("DEMO_API_KEY=")).map((one) => one.split("=")[1]),
    );
  seen.before = keys();
  await workbench.command("LessonLS: Set API key");
  await workbench.answer("PATH");
  await workbench.page.locator(".quick-input-message", { hasText: "ending in _KEY" }).waitFor();
  await workbench.answer("DEMO_API_KEY");
  await workbench.page.locator(".quick-input-title", { hasText: "2/2" }).waitFor();
  await workbench.answer("a-key-for-the-test");
  await until("a server with the key", () => keys().length > 0);
  await workbench.ready();
  seen.after = keys();
  await workbench.command("LessonLS: Forget API key");
  await workbench.answer("DEMO_API_KEY");
  await until("a server without the key", () => servers(orders).length > 0 && keys().length === 0);
  await workbench.ready();
  seen.forgotten = keys();
  await workbench.command("LessonLS: Doctor");
  const terminal = workbench.page.locator(".terminal-wrapper .xterm-screen").first();
  await terminal.waitFor();
  const file = `${orders.folder}/doctor`;
  await until("the doctor's answer", () => fs.existsSync(file) && fs.readFileSync(file, "utf8").endsWith("\n"));
  await workbench.shot("doctor");
  seen.doctor = fs.readFileSync(file, "utf8");
}

/** The walkthrough of the first run, and its example. */
export async function walkthrough(workbench, orders, seen) {
  await begin(workbench, orders);
  await workbench.command("Welcome: Open Walkthrough...");
  await workbench.answer("Make a function faster");
  const steps = workbench.page.locator(".getting-started-step .step-title");
  await steps.nth(3).waitFor();
  await workbench.shot("walkthrough");
  seen.steps = await steps.allInnerTexts();
  await workbench.command("LessonLS: Open the example");
  await workbench.page.locator(".tab.active", { hasText: "matrix_product.cpp" }).waitFor();
  const cursor = workbench.page.locator('[id="status.editor.selection"]');
  await cursor.filter({ hasText: "Ln 9" }).waitFor();
  seen.cursor = await cursor.innerText();
}

/** Nothing starts in a workspace that is not trusted; then it is trusted. */
export async function untrusted(workbench, orders, seen) {
  await workbench.openFile(orders.file);
  const item = workbench.page.locator('.statusbar-item[id*="lessonls"] .codicon-circle-slash');
  await item.waitFor();
  await workbench.showView();
  const welcome = workbench.page.locator(".welcome-view-content", { hasText: "workspace" }).first();
  await welcome.waitFor();
  seen.welcome = await welcome.innerText();
  seen.servers = servers(orders);
  await workbench.command("Workspaces: Manage Workspace Trust");
  const trust = workbench.page.locator(".workspace-trust-editor a.monaco-button", { hasText: /^Trust/ });
  await trust.first().click();
  await workbench.ready();
  seen.trusted = servers(orders);
}
