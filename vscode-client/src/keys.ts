// Keys of models, kept in the editor's secret storage. They reach the server as environment
// variables, under the names that config.toml gives in `api_key_env`, and nobody else.

import * as vscode from "vscode";
import { told } from "./output";

const NAMES = "lessonls.keys";

export class Keys {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  get names(): string[] {
    return this.context.globalState.get<string[]>(NAMES, []);
  }

  async environment(): Promise<Record<string, string>> {
    const environment: Record<string, string> = {};
    for (const name of this.names) {
      const key = await this.context.secrets.get(name);
      if (key !== undefined) {
        environment[name] = key;
      }
    }
    return environment;
  }

  async set(name: string, key: string): Promise<void> {
    await this.context.secrets.store(name, key);
    await this.context.globalState.update(NAMES, [...new Set([...this.names, name])].sort());
    this.changes.fire();
  }

  async forget(name: string): Promise<void> {
    await this.context.secrets.delete(name);
    await this.context.globalState.update(
      NAMES,
      this.names.filter((other) => other !== name),
    );
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }
}

export function activate(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Keys {
  const keys = new Keys(context);
  context.subscriptions.push(
    keys,
    vscode.commands.registerCommand("lessonls.setKey", () => told(output, () => setKey(keys))),
    vscode.commands.registerCommand("lessonls.forgetKey", () =>
      told(output, () => forgetKey(keys)),
    ),
  );
  return keys;
}

async function setKey(keys: Keys): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: "LessonLS: Set API key (1/2)",
    prompt: "Name of the environment variable, as set by api_key_env in your config.toml.",
    placeHolder: "OPENAI_API_KEY",
    ignoreFocusOut: true,
    validateInput: wrongName,
  });
  if (!name) {
    return;
  }
  const key = await vscode.window.showInputBox({
    title: "LessonLS: Set API key (2/2)",
    prompt: `The API key for ${name}. It is kept in the editor's secret storage.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key) {
    await keys.set(name, key);
    void vscode.window.showInformationMessage(
      `The API key ${name} is set; the server restarts with it.`,
    );
  }
}

/** Why this cannot be a key's name: other variables decide what programs do. */
function wrongName(name: string): string | undefined {
  return /^[A-Z][A-Z0-9_]*_(KEY|TOKEN|SECRET)$/.test(name)
    ? undefined
    : "Capital letters, digits and _, ending in _KEY, _TOKEN or _SECRET.";
}

async function forgetKey(keys: Keys): Promise<void> {
  if (keys.names.length === 0) {
    void vscode.window.showInformationMessage("LessonLS has no API keys.");
    return;
  }
  const name = await vscode.window.showQuickPick(keys.names, { title: "LessonLS: Forget API key" });
  if (name) {
    await keys.forget(name);
  }
}
