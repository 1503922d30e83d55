// Documents that the server opens. Its explanations are markdown, which reads better rendered.

import * as vscode from "vscode";
import type { Server } from "./server";

export function activate(server: Server): void {
  server.middleware.window = {
    async showDocument(params, token, next) {
      const uri = vscode.Uri.parse(params.uri);
      if (uri.scheme === "file" && uri.path.endsWith(".md")) {
        await vscode.commands.executeCommand("markdown.showPreview", uri);
        return { success: true };
      }
      return next(params, token);
    },
  };
}
