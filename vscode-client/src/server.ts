// The language server's process and our conversation with it.

import * as vscode from "vscode";
import type { LanguageClient, Middleware } from "vscode-languageclient/node";
import { demandTrust, type Installation } from "./installing";
import type { Keys } from "./keys";
import { told } from "./output";
import type { Progress } from "./progress";
import type { Commands } from "./protocol";

export type Condition = "off" | "starting" | "ready" | "failed";

export class Server {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly conditions = new vscode.EventEmitter<Condition>();
  readonly onDidChange = this.conditions.event;
  condition: Condition = "off";
  program: string | undefined;

  /** Features put their hooks here before the server starts. */
  readonly middleware: Middleware = {};
  private readonly listeners: [string, (params: unknown) => void][] = [];

  constructor(
    private readonly output: vscode.LogOutputChannel,
    private readonly installation: Installation,
    private readonly keys: Keys,
    private readonly progress: Progress,
  ) {}

  /** Listens to one of the server's own notifications, in whichever process it runs. */
  on<T>(method: string, listener: (params: T) => void): void {
    this.listeners.push([method, listener as (params: unknown) => void]);
  }

  /** Whether this server knows the command: an older one may not. */
  has(command: keyof Commands): boolean {
    const known = this.client?.initializeResult?.capabilities.executeCommandProvider?.commands;
    return this.condition === "ready" && (known?.includes(command) ?? false);
  }

  /** Has the server carry out a command. */
  async call<C extends keyof Commands>(
    command: C,
    argument: Commands[C][0],
  ): Promise<Commands[C][1] | null> {
    await this.start();
    if (!this.client || !this.has(command)) {
      throw new Error(
        this.client
          ? `This server does not know ${command}; please update it.`
          : "The server is not running: run “LessonLS: Restart the server”.",
      );
    }
    const params = { command, arguments: [argument] };
    return this.client.sendRequest("workspace/executeCommand", params) as Promise<
      Commands[C][1] | null
    >;
  }

  uri(uri: vscode.Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  /** Starts the server if it does not run. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.client?.isRunning()) {
        await this.launch();
      }
    });
  }

  /** Starts it anew; `before` is done while it does not run. */
  restart(before: () => Promise<unknown> = async () => {}): Promise<void> {
    return this.inTurn(async () => {
      await this.halt();
      await before();
      await this.launch();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.halt());
  }

  /** Only one thing is done to the process at a time; the next waits, whatever became of it. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async launch(): Promise<void> {
    demandTrust();
    this.become("starting");
    try {
      await this.halt("starting");
      this.program = await this.installation.find();
      if (!this.program) {
        return this.become("off");
      }
      this.client = await this.made(this.program, await this.keys.environment());
      await this.client.start();
      this.become("ready");
    } catch (error) {
      this.become("failed");
      throw error;
    }
  }

  private async made(program: string, keys: Record<string, string>): Promise<LanguageClient> {
    // Loaded only now, because it is large and activating has to be quick.
    const { connected } = await import("./client");
    const client: LanguageClient = connected({
      program,
      environment: { ...process.env, ...keys },
      output: this.output,
      middleware: {
        ...this.middleware,
        handleWorkDoneProgress: (token, step, next) =>
          this.progress.handle(token, step, next, () => {
            const cancel = "window/workDoneProgress/cancel";
            void told(this.output, () => client.sendNotification(cancel, { token }));
          }),
      },
      runs: (running) => {
        if (client === this.client) {
          this.progress.clear();
          this.become(running ? "ready" : "off");
        }
      },
    });
    // A connection has one handler for a method; features do not know of each other.
    for (const method of new Set(this.listeners.map(([name]) => name))) {
      const listeners = this.listeners.filter(([name]) => name === method);
      client.onNotification(method, (params: unknown) => {
        for (const [, listener] of listeners) {
          listener(params);
        }
      });
    }
    return client;
  }

  private async halt(next: Condition = "off"): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.progress.clear();
    try {
      await client?.dispose();
    } catch (error) {
      // One that never came up cannot be stopped in order; its process ends with its pipes.
      this.output.warn(`The server did not shut down cleanly: ${error}`);
    }
    this.become(next);
  }

  private become(condition: Condition): void {
    if (condition !== this.condition) {
      this.condition = condition;
      this.conditions.fire(condition);
    }
  }

  dispose(): void {
    this.conditions.dispose();
  }
}

export function activate(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  installation: Installation,
  keys: Keys,
  progress: Progress,
): Server {
  const server = new Server(output, installation, keys, progress);
  const restart = () => told(output, () => server.restart());
  context.subscriptions.push(
    vscode.commands.registerCommand("lessonls.restart", restart),
    vscode.commands.registerCommand("lessonls.install", () =>
      told(output, () => server.restart(() => installation.install())),
    ),
    keys.onDidChange(restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lessonls.path")) {
        void restart();
      }
    }),
    server,
  );
  return server;
}
