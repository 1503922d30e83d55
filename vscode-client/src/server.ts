// The language server's process and our conversation with it.

import * as vscode from "vscode";
import type { LanguageClient, Middleware } from "vscode-languageclient/node";
import type { Installation } from "./installing";
import type { Keys } from "./keys";
import { told } from "./output";
import type { Progress } from "./progress";
import type { Commands } from "./protocol";

export type Condition = "off" | "starting" | "ready" | "failed";

export class Server {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
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
          : "There is no server.",
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

  /** Starts the server if it does not run; a second call waits for the first. */
  start(): Promise<void> {
    if (this.condition === "ready" && this.client?.isRunning()) {
      return Promise.resolve();
    }
    this.starting ??= this.starting_().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  private async starting_(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      throw new Error("The server starts once you trust this workspace.");
    }
    this.become("starting");
    try {
      await this.stopClient();
      this.program = await this.installation.find();
      if (!this.program) {
        this.become("off");
        return;
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
            void client.sendNotification("window/workDoneProgress/cancel", { token });
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

  async restart(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.stopClient();
    this.become("off");
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.progress.clear();
    await client?.dispose();
  }

  private become(condition: Condition): void {
    this.condition = condition;
    this.conditions.fire(condition);
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
      told(output, async () => {
        await server.stop();
        await installation.install();
        await server.start();
      }),
    ),
    keys.onDidChange(restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lessonls.path")) {
        void restart();
      }
    }),
    { dispose: () => void server.stop() },
  );
  return server;
}
