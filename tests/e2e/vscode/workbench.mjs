// A real VS Code workbench (code-server) in a headless Chromium, with the extension installed.

import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";

/** Milliseconds that anything may take on a busy machine. */
const PATIENCE = 60_000;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for a condition; one that never comes fails with its name. */
export async function until(what, condition, ms = PATIENCE) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(50);
  }
}

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.layoutControl.enabled": false,
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.fontSize": 13,
  "files.autoSave": "off",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "window.commandCenter": false,
  "window.restoreWindows": "none",
};

const BROWSER = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts code-server with the extension, and a browser; windows are opened one by one.
 *
 * `orders`: cache, chromium, vsix, folder, environment, shots. */
export async function begin(orders) {
  const { folder } = orders;
  const data = path.join(folder, "data");
  const extensions = path.join(folder, "extensions");
  fs.mkdirSync(extensions, { recursive: true });
  const config = path.join(folder, "none.yaml");
  fs.writeFileSync(config, "auth: none\n");
  const environment = {
    ...process.env,
    ...orders.environment,
    EXTENSIONS_GALLERY: "{}",
    HOME: folder,
    VSCODE_PROXY_URI: "",
  };
  const entry = path.join(orders.cache, "node_modules/code-server/out/node/entry.js");
  const common = [entry, "--config", config, "--user-data-dir", data, "--extensions-dir", extensions];
  await finished(spawn(process.execPath, [...common, "--install-extension", orders.vsix], { env: environment }));

  const port = await freePort();
  const log = fs.openSync(path.join(folder, "code-server.log"), "w");
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry"];
  flags.push("--disable-update-check", "--disable-getting-started-override");
  const server = spawn(process.execPath, [...common, ...flags], { env: environment, stdio: ["ignore", log, log] });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const address = `http://127.0.0.1:${port}`;
  const { chromium } = createRequire(path.join(orders.cache, "package.json"))("playwright-core");
  const profile = path.join(folder, "browser"); // on disk, so that scripts are compiled once
  const launched = { executablePath: orders.chromium, headless: true, reducedMotion: "reduce", args: BROWSER };
  const [browser] = await Promise.all([
    chromium.launchPersistentContext(profile, launched),
    until("code-server", () => fetch(`${address}/healthz`).then((r) => r.ok, () => false)),
  ]);
  browser.setDefaultTimeout(PATIENCE);
  return {
    open: (window) => open(browser, address, data, { ...orders, ...window }),
    end: async () => {
      await browser.close();
      server.kill();
      await gone;
    },
  };
}

/** A window that knows nothing of the ones before. `orders`: workspace, settings, trust, size. */
async function open(browser, address, data, orders) {
  const trust = { "security.workspace.trust.enabled": orders.trust ?? false };
  const settings = { ...SETTINGS, ...trust, ...orders.settings };
  // Settings of the machine count in a remote workbench only where the machine has them.
  for (const owner of ["User", "Machine"]) {
    fs.mkdirSync(path.join(data, owner), { recursive: true });
    fs.writeFileSync(path.join(data, owner, "settings.json"), JSON.stringify(settings));
  }
  const page = await browser.newPage();
  await page.setViewportSize(orders.size ?? { width: 1180, height: 720 });
  const forget = { origin: address, storageTypes: "cookies,local_storage,indexeddb" };
  await (await browser.newCDPSession(page)).send("Storage.clearDataForOrigin", forget);
  const outside = new Set();
  page.on("request", (request) => {
    const host = new URL(request.url()).host;
    // A name of the editor's own for files, which its service worker answers.
    const file = host.endsWith(".vscode-resource.vscode-cdn.net");
    if (host && !file && !host.startsWith("127.0.0.1")) outside.add(host);
  });
  await page.goto(`${address}/?folder=${orders.workspace}`);
  await page.waitForSelector(".monaco-workbench");
  return new Workbench(page, orders, outside, () => page.close());
}

function finished(child) {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What a person does and sees. */
class Workbench {
  constructor(page, orders, outside, close) {
    Object.assign(this, { page, orders, outside, close });
  }

  async shot(name, clip) {
    if (this.orders.shots) {
      await this.away();
      await sleep(400); // what moves has come to rest
      await this.page.screenshot({ path: path.join(this.orders.shots, `vscode-${name}.png`), ...(clip && { clip }) });
    }
  }

  /** By its path; a click opens each folder on the way. */
  async openFile(name) {
    const row = (part) => this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: part }).first();
    const folders = name.split("/");
    const file = folders.pop();
    for (const folder of folders) await row(folder).click();
    await row(file).waitFor();
    await row(file).dblclick();
    await this.page.waitForSelector(".monaco-editor .view-line");
    await this.focusEditor();
  }

  async focusEditor() {
    // By its key: a click would scroll what it clicks on into view.
    await this.page.keyboard.press("Control+1");
    await sleep(100);
  }

  async ready(timeout = PATIENCE) {
    await this.page.locator('.statusbar-item[id*="lessonls"] .codicon-rocket').waitFor({ timeout });
  }

  status() {
    return this.page.locator('.statusbar-item[id*="lessonls"]').first().innerText().catch(() => "");
  }

  /** By its title. Asked again where an editor that opens takes the focus, or where the workbench
   * does not know the command yet. Chosen by a click: a key would go to whatever has the focus. */
  async command(title) {
    const input = this.page.locator(".quick-input-widget input").first();
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await until(`the command ${title}`, async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press("F1");
      const asked = await input.fill(`>${title}`, { timeout: 3000 }).then(() => true, () => false);
      if (asked && (await row.click({ timeout: 3000 }).then(() => true, () => false))) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
    await this.away();
    await sleep(150);
  }

  /** Nothing is hovered over: a hover's box would lie over what is clicked next. */
  async away() {
    await this.page.mouse.move(20, 560);
  }

  /** The tabs and messages that are shown, for a scenario that failed. */
  async shown() {
    const texts = (selector) => this.page.locator(selector).allInnerTexts().catch(() => []);
    return { tabs: await texts(".tab"), messages: await texts(".notification-list-item") };
  }

  async goTo(line) {
    await this.focusEditor();
    await this.page.keyboard.press("Control+G");
    await this.page.waitForSelector(".quick-input-widget input", { state: "visible" });
    await this.page.keyboard.type(`${line}`);
    await this.page.keyboard.press("Enter");
    await this.page.waitForSelector(".quick-input-widget", { state: "hidden" });
  }

  /** Types into the input box that is open. */
  async answer(text) {
    const input = this.page.locator(".quick-input-widget input").first();
    await input.fill(text);
    await this.page.keyboard.press("Enter");
  }

  async showView() {
    // The whole item: a badge lies over its icon while a run is going on.
    const icon = this.page.locator('.action-label[aria-label^="LessonLS"]');
    await this.page.locator(".activitybar .action-item", { has: icon }).click();
  }

  async closeTab() {
    await this.page.locator(".tab.active .tab-actions a.action-label").click();
  }

  lens(title) {
    return this.page.locator(".codelens-decoration a", { hasText: title }).first();
  }

  async clickLens(title) {
    const lens = this.lens(title);
    await lens.waitFor();
    await lens.click();
  }

  toast(text) {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text }).first();
  }

  async closeToasts() {
    await this.command("Notifications: Clear All Notifications");
  }

  async save() {
    await this.focusEditor();
    await this.page.keyboard.press("Control+S");
    await until("saved", async () => (await this.page.locator(".tab.active.dirty").count()) === 0);
  }

  dirty() {
    return this.page.locator(".tab.dirty").count();
  }

  /** The boxes with new lines that are shown in the file. */
  boxes() {
    return this.page.locator(".review-widget .comment-body pre");
  }
}
