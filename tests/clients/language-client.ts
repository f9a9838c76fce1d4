import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import {
  type ApplyWorkspaceEditParams,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

import { bin, type Project } from './project.ts';

/** What VS Code's extension sends for settings that a user left alone. */
const defaultSettings = {
  validate: 'on',
  packageManager: 'npm',
  useESLintClass: true,
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: 'all' },
  format: false,
  quiet: false,
  onIgnoredFiles: 'off',
  options: {},
  rulesCustomizations: [],
  run: 'onType',
  problems: { shortenToSingleLine: false },
  nodePath: null,
  experimental: {},
};

/** An editor with one folder open, which speaks to the ESLint server that VS Code uses. */
export class LanguageClient {
  readonly #server: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #project: Project;
  /** Text and version of the open files, by URI. */
  readonly #buffers = new Map<string, { text: string; version: number }>();
  /** What the server said of failures. */
  readonly complaints: string[] = [];

  /** @param settings those that a user pasted into the editor's settings, without the prefix `eslint.` */
  constructor(project: Project, settings: object) {
    this.#project = project;
    this.#server = spawn(process.execPath, [bin('vscode-eslint-language-server'), '--stdio'], {
      cwd: project.folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout, stdin } = this.#server;
    if (!stdout || !stdin) {
      throw new Error('The language server has no input or output.');
    }
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const workspaceFolder = { name: basename(project.folder), uri: pathToFileURL(project.folder).href };
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => ({ ...defaultSettings, workspaceFolder, ...settings })),
    );
    connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
      this.#apply(edit);
      return { applied: true };
    });
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type <= 2) {
        this.complaints.push(message);
      }
    });
    connection.onNotification('eslint/status', () => undefined);
    connection.listen();
    this.#connection = connection;
  }

  async start(): Promise<void> {
    const uri = pathToFileURL(this.#project.folder).href;
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ name: basename(this.#project.folder), uri }],
      capabilities: {
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
          diagnostic: {},
        },
        workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true } },
      },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  async stop(): Promise<void> {
    const exited = once(this.#server, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await exited;
    this.#connection.dispose();
  }

  /** Opens a TypeScript file of the project, or a buffer whose file is not written yet. */
  async open(name: string, text = this.#project.read(name)): Promise<void> {
    const uri = this.uriOf(name);
    this.#buffers.set(uri, { text, version: 1 });
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text },
    });
  }

  /** Types: the buffer has a new text, the file keeps the old one. */
  async type(name: string, text: string): Promise<void> {
    await this.#change(this.uriOf(name), text);
  }

  /** Asks for the diagnostics of an open file, as an editor does after each change. */
  async diagnostics(name: string): Promise<Diagnostic[]> {
    const report = await this.#connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: this.uriOf(name) },
    });
    return report.kind === 'full' ? report.items : [];
  }

  /** What the light bulb at a diagnostic offers. */
  async codeActions(name: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.#connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.uriOf(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
  }

  /** Chooses an offer; the server answers with an edit, which is applied to the buffer. */
  async choose({ command }: CodeAction): Promise<void> {
    await this.#connection.sendRequest('workspace/executeCommand', command);
  }

  textOf(name: string): string {
    return this.#buffers.get(this.uriOf(name))?.text ?? '';
  }

  uriOf(name: string): string {
    // A buffer that was never saved has a scheme of its own.
    return name.startsWith('untitled:') ? name : pathToFileURL(this.#project.path(name)).href;
  }

  #apply({ documentChanges = [], changes = {} }: WorkspaceEdit): void {
    const edits = documentChanges.flatMap((change) =>
      'textDocument' in change ? [[change.textDocument.uri, change.edits as TextEdit[]] as const] : [],
    );
    for (const [uri, parts] of [...edits, ...Object.entries(changes)]) {
      const buffer = this.#buffers.get(uri);
      if (buffer) {
        void this.#change(uri, applied(buffer.text, parts));
      }
    }
  }

  async #change(uri: string, text: string): Promise<void> {
    const version = (this.#buffers.get(uri)?.version ?? 0) + 1;
    this.#buffers.set(uri, { text, version });
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }
}

/** A text with edits applied, from its end to its start, so that none moves the place of another. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const starts = lines.map((_, line) => lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0));
  const offset = ({ line, character }: TextEdit['range']['start']): number => (starts[line] ?? 0) + character;
  return edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
