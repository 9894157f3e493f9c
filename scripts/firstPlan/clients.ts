import { homedir } from 'node:os';
import { z } from 'zod';

/** How a client starts a server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const entry = z.strictObject({
  type: z.literal('stdio').optional(),
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()).optional(),
});
const underServers = z.strictObject({ servers: z.strictObject({ plankeeper: entry }) });
const underMcpServers = z.strictObject({ mcpServers: z.strictObject({ plankeeper: entry }) });

/**
 * What the client that reads `file` makes of the configuration in it, for a project (absolute path). Throws on a configuration that the
 * client would not take, and on a variable that it does not know.
 */
export function launchFrom(file: string, text: string, project: string): Launch {
  switch (file) {
    case '.vscode/mcp.json':
      return filled(underServers.parse(JSON.parse(text)).servers.plankeeper, (name) => inEditor(name, project));
    case '.cursor/mcp.json':
      return filled(underMcpServers.parse(JSON.parse(text)).mcpServers.plankeeper, (name) => inEditor(name, project));
    case '.mcp.json':
    case 'mcp.json':
      return filled(underMcpServers.parse(JSON.parse(text)).mcpServers.plankeeper, inClaudeCode);
    case '~/.codex/config.toml':
      return { ...codex(text), env: {} };
    default:
      throw new Error(`No client is known that reads ${file}.`);
  }
}

/** What `claude mcp add NAME -- COMMAND ARGS…` makes Claude Code start; undefined for another line. */
export function launchFromLine(line: string): Launch | undefined {
  const [command, ...args] = /^claude mcp add [\w-]+ -- (.+)$/.exec(line)?.[1]?.split(' ') ?? [];
  return command === undefined ? undefined : { command, args, env: {} };
}

function filled(source: z.output<typeof entry>, value: (name: string) => string | undefined): Launch {
  const fill = (text: string): string =>
    text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
      const found = value(name);
      if (found === undefined) throw new Error(`The client does not know ${whole}.`);
      return found;
    });
  const env = Object.entries(source.env ?? {}).map(([name, text]) => [name, fill(text)] as const);
  return { command: fill(source.command), args: source.args.map(fill), env: Object.fromEntries(env) };
}

/** Cursor and VS Code know these under the same names. */
function inEditor(name: string, project: string): string | undefined {
  const known: Readonly<Record<string, string>> = { workspaceFolder: project, userHome: homedir() };
  return name.startsWith('env:') ? process.env[name.slice('env:'.length)] : known[name];
}

/** Variables of the environment, with `:-` before what stands in for one that is not set. */
function inClaudeCode(name: string): string | undefined {
  const [, variable = '', otherwise] = /^(\w+)(?::-(.+))?$/.exec(name) ?? [];
  return process.env[variable] ?? otherwise;
}

/** Strings and lists of strings are written alike in TOML and JSON. */
function codex(text: string): Omit<Launch, 'env'> {
  const [, table = ''] = /^\[mcp_servers\.plankeeper\]\n((?:[^[\n].*\n)*)/m.exec(text) ?? [];
  const lines = [...table.matchAll(/^(\w+) = (.+)$/gm)].map(
    ([, key, value]) => [key, JSON.parse(value ?? '')] as const,
  );
  return z.strictObject({ command: z.string(), args: z.array(z.string()) }).parse(Object.fromEntries(lines));
}
