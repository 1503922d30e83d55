// Finds the server: the one the user names, the one this extension installed, or lessonls on the
// PATH. Where there is none it offers to install one, from the wheel that comes with the
// extension, into a virtual environment of its own. What the server depends on comes from the
// user's own package index.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { told } from "./output";
import { settings } from "./settings";

const PYTHONS = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];
const NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";

/** A reason why there is no server, in a sentence for the user. */
export class NoServer extends Error {}

/** Nothing of ours is started in a folder that the user does not trust. */
export function demandTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new NoServer("The server starts once you trust this workspace.");
  }
}

export class Installation {
  private readonly folder: string;
  private working: Promise<string> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.folder = join(context.globalStorageUri.fsPath, "server");
  }

  /** The server's program; undefined when there is none and the user wants none. */
  async find(): Promise<string | undefined> {
    const named = settings().get<string>("path", "").trim();
    if (named) {
      if (!(await executable(named))) {
        throw new NoServer(`The setting lessonls.path is “${named}”, which is not an executable.`);
      }
      return this.chosen(named, "the setting lessonls.path names it");
    }
    if (await executable(this.program)) {
      const fresh = (await this.stamp()) === (await this.wanted());
      return this.chosen(
        fresh ? this.program : await this.install(),
        "this extension installed it",
      );
    }
    const found = await onPath("lessonls");
    if (found) {
      return this.chosen(found, "it is on your PATH");
    }
    // Nobody waits for the answer: the setting may be made, or read, in the meantime.
    void told(this.output, () => this.offer());
    return undefined;
  }

  private chosen(program: string, reason: string): string {
    this.output.info(`The server is ${program}: ${reason}.`);
    return program;
  }

  private async offer(): Promise<void> {
    this.output.warn("No server found: lessonls is not on your PATH, and none is installed.");
    const choice = await vscode.window.showInformationMessage(
      "LessonLS needs its server. Install it in a separate Python environment? " +
        "Its dependencies are downloaded from your package index.",
      "Install",
      "Choose an executable",
    );
    if (choice === "Choose an executable") {
      await vscode.commands.executeCommand("workbench.action.openSettings", "lessonls.path");
    } else if (choice === "Install") {
      await vscode.commands.executeCommand("lessonls.install");
    }
  }

  /** Installs the bundled wheel; a second call waits for the first. */
  install(): Promise<string> {
    this.working ??= Promise.resolve(
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: "Installing the LessonLS server",
          cancellable: true,
        },
        (progress, token) => this.installing(progress, token),
      ),
    ).finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async installing(
    progress: vscode.Progress<{ message: string }>,
    token: vscode.CancellationToken,
  ): Promise<string> {
    demandTrust();
    const wheel = await this.wheel();
    if (!wheel) {
      throw new NoServer(
        "This build of the extension does not include a server; set lessonls.path.",
      );
    }
    const wanted = await this.wanted();
    const python = await findPython();
    await vscode.workspace.fs.createDirectory(this.context.globalStorageUri);
    await rm(this.stampFile, { force: true });
    progress.report({ message: `creating an environment with ${python}` });
    await this.run(python, ["-m", "venv", "--clear", this.folder], token);
    progress.report({ message: "downloading and installing its packages" });
    const pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", wheel];
    await this.run(join(this.folder, "bin", "python"), pip, token);
    await writeFile(this.stampFile, wanted);
    void vscode.window.showInformationMessage("The LessonLS server is installed.");
    return this.program;
  }

  private run(program: string, args: string[], token: vscode.CancellationToken): Promise<void> {
    this.output.info(`Running ${[program, ...args].join(" ")}`);
    // Python looks for modules in the folder where it starts, which is nobody else's.
    const options = { cwd: this.context.globalStorageUri.fsPath, maxBuffer: 1 << 26 };
    return new Promise((resolve, reject) => {
      const child = execFile(program, args, options, (error, stdout, stderr) => {
        cancelling.dispose();
        if (!error) {
          return resolve();
        }
        this.output.error(stdout + stderr);
        const last = stderr.trim().split("\n").at(-1) ?? error.message;
        return reject(
          new NoServer(
            token.isCancellationRequested
              ? "The installation was cancelled."
              : `The installation failed: ${last}`,
          ),
        );
      });
      const cancelling = token.onCancellationRequested(() => child.kill());
    });
  }

  private get program(): string {
    return join(this.folder, "bin", "lessonls");
  }

  private get stampFile(): string {
    return join(this.folder, "wheel.sha256");
  }

  private async stamp(): Promise<string> {
    return readFile(this.stampFile, "utf8").catch(() => "");
  }

  /** What the stamp of an up-to-date installation holds. Without a wheel any will do. */
  private async wanted(): Promise<string> {
    const wheel = await this.wheel();
    if (!wheel) {
      return this.stamp();
    }
    return createHash("sha256")
      .update(await readFile(wheel))
      .digest("hex");
  }

  private async wheel(): Promise<string | undefined> {
    const folder = join(this.context.extensionPath, "dist", "server");
    const names = await readdir(folder).catch(() => [] as string[]);
    const wheel = names.find((name) => name.endsWith(".whl"));
    return wheel && join(folder, wheel);
  }
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder && (await executable(join(folder, name)))) {
      return join(folder, name);
    }
  }
  return undefined;
}

async function findPython(): Promise<string> {
  const named = settings().get<string>("python", "").trim();
  for (const python of named ? [named] : PYTHONS) {
    const good = await new Promise<boolean>((resolve) => {
      execFile(python, ["-c", NEW_ENOUGH], (error) => resolve(!error));
    });
    if (good) {
      return python;
    }
  }
  throw new NoServer(
    named
      ? `The setting lessonls.python is “${named}”, which is not Python 3.11 or newer.`
      : "Installing the server requires Python 3.11 or newer, and none is on your PATH.",
  );
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): Installation {
  return new Installation(context, output);
}
