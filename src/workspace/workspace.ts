import { homedir } from 'node:os';
import { posix } from 'node:path';
import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { type Area, confined, folderOf, realFileIn } from './confine.ts';
import { type Config, ConfigFile } from './config.ts';
import { findConstitution } from './constitution.ts';
import { type CreatedPlan, createPlan, type MakeText, mustBeFree, type NewPlan } from './createPlan.ts';
import { existsIn } from './exists.ts';
import { reading } from './faults.ts';
import { type GitFacts, readGitFacts } from './git.ts';
import { type GitCommit, GitVersions } from './gitVersions.ts';
import { History, type HistoryEntry } from './history.ts';
import { Locks } from './lock.ts';
import { ListWatch, type Watching } from './listWatch.ts';
import { NodePort } from './nodePort.ts';
import { mustBeMarkdown, noSuchFile } from './planFiles.ts';
import { isListed, listPlans } from './plans.ts';
import { type Change, type Edit, PlanWriter, type PlanWrite, type Present, type WholeChange } from './planWriter.ts';
import type { FilePort } from './port.ts';
import { type Processes, SystemProcesses } from './processes.ts';
import { mostDamagedBytes, readText, type TextFile } from './readFile.ts';
import { resolvePlan } from './resolvePlan.ts';
import { findRoot, type Root, type RootRequest } from './root.ts';
import { listTemplateSources, type SourceFile, type TemplateSources } from './templateSources.ts';
import { FileWatch } from './watch.ts';

/** How to open a workspace. All but the root's names may be left out. */
export interface WorkspaceOptions extends RootRequest {
  readonly port?: FilePort;
  readonly processes?: Processes;
  readonly now?: () => Date;
  /** The user's folder, for Git's configuration. */
  readonly home?: string;
  /** How long a write waits for another that gets nowhere, in milliseconds; 30 s where left out. */
  readonly stuckMs?: number;
  /** How often watched files are looked at, in milliseconds; every second where left out. */
  readonly watchMs?: number;
  /** How often the list of plans is looked at where it is watched, in milliseconds; every five seconds where left out. */
  readonly watchListMs?: number;
}

/** A file of the workspace that changed, by its real path; `isNew` where one of our own calls made it. */
export type FileChange = PlanWrite;

/** Opens the workspace that the options name or that the working folder lies in. Writes nothing and takes no lock. Throws PlanError `no_workspace`. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const port = options.port ?? new NodePort();
  return new Workspace(port, findRoot(port, options), options);
}

/** A folder of plans. Paths that it gives are relative to its root, with `/`; those that it takes may be absolute too. */
export class Workspace {
  /** Absolute; undefined where none was found: then files below the working folder can be read by path, and nothing written. */
  readonly root: string | undefined;
  readonly #area: Area;
  readonly #options: Omit<WorkspaceOptions, 'cwd'>;
  readonly #config: ConfigFile;
  readonly #history: History;
  readonly #git: GitVersions;
  readonly #watch: FileWatch;
  readonly #listWatch: ListWatch;
  readonly #hearers: ((change: FileChange) => void)[] = [];
  readonly #listHearers: (() => void)[] = [];
  #writer: PlanWriter | undefined;

  constructor(port: FilePort, root: Root, options: Omit<WorkspaceOptions, 'cwd'> = {}) {
    this.root = root.found ? root.base : undefined;
    this.#area = { port, base: root.base };
    this.#options = options;
    this.#config = new ConfigFile(this.#area);
    this.#history = new History(this.#area, options.now ?? ((): Date => new Date()));
    this.#git = new GitVersions(this.#area);
    this.#watch = new FileWatch(this.#area, (path) => this.#tell({ path, isNew: false }), options.watchMs);
    this.#listWatch = new ListWatch(
      () => this.listPlans(),
      () => this.#listHearers.forEach((hear) => void hear()),
      options.watchListMs,
    );
  }

  /** The settings of `plankeeper.config.json`, or their defaults. Throws PlanError `invalid_input` where the file is faulty. */
  get config(): Config {
    return this.#config.get();
  }

  /** What Git knows: the branch, the user's name. */
  get git(): GitFacts {
    return readGitFacts(this.#area.port, this.#area.base, this.#options.home ?? homedir());
  }

  /** The path of the plan that a caller names. Throws PlanError `unknown_plan`, `ambiguous_plan`, `outside_workspace`, `invalid_input`. */
  async resolvePlan(name: string): Promise<string> {
    return resolvePlan(this.#area, name, async () => (this.root === undefined ? undefined : this.listPlans()));
  }

  /** A Markdown file. Throws PlanError `unknown_plan`, `unreadable`, `too_large`, `outside_workspace`, `invalid_input`. */
  async read(name: string): Promise<TextFile> {
    const path = confined(this.#area, name);
    mustBeMarkdown(path);
    const file = readText(this.#area, path);
    if (file === undefined) throw noSuchFile(path);
    return file;
  }

  /**
   * Changes a plan: under its lock, from what stands there then, all or nothing, the old text kept in the history. `what` names
   * the change there. What `change` throws passes through with nothing changed, and so does the reason of a `signal` that is
   * aborted before the write. Throws PlanError.
   */
  async edit(name: string, what: string, change: Change, signal?: AbortSignal): Promise<Edit> {
    return this.#writing().edit(confined(this.#area, name), what, change, signal);
  }

  /** The same for what replaces the whole of a plan that may be damaged. */
  async replaceWhole(name: string, what: string, change: WholeChange, signal?: AbortSignal): Promise<Edit> {
    return this.#writing().replaceWhole(confined(this.#area, name), what, change, signal);
  }

  /** A plan's file, damaged or not; undefined where there is none. Throws PlanError. */
  async present(name: string): Promise<Present | undefined> {
    return readText(this.#area, confined(this.#area, name), mostDamagedBytes);
  }

  /** Creates a plan and the folders above it; gives its path. Throws PlanError, `plan_exists` where something is there. */
  async create(name: string, text: string, what = 'create_plan'): Promise<string> {
    const writer = this.#writing();
    const path = confined(this.#area, name);
    await writer.create(path, text, what);
    return path;
  }

  /** Holds the path that a new plan would get, where that is known beforehand, against what stands there. Throws PlanError. */
  mustBeFree(wanted: Pick<NewPlan, 'path' | 'spec'>): void {
    this.#mustHaveRoot();
    mustBeFree(this.#area, wanted);
  }

  /** Creates a plan where `wanted` says, with a number that no other process gets. Throws PlanError. */
  async createPlan(wanted: NewPlan, makeText: MakeText, what = 'create_plan'): Promise<CreatedPlan> {
    return createPlan(
      { area: this.#area, writer: this.#writing(), pattern: this.config.newPlan },
      wanted,
      what,
      makeText,
    );
  }

  /** The paths of the plans that lists show, sorted. Throws PlanError `no_workspace`, or `invalid_input` for a faulty configuration. */
  async listPlans(): Promise<string[]> {
    this.#mustHaveRoot();
    return listPlans(this.#area, this.config);
  }

  /** Whether lists show the plan at a path. Throws PlanError `invalid_input` for a faulty configuration. */
  isListed(path: string): boolean {
    return isListed(this.config, path);
  }

  /** The workspace's own templates and what goes with them. Throws PlanError. */
  async listTemplateSources(): Promise<TemplateSources> {
    return this.root === undefined ? { files: [], faults: [] } : listTemplateSources(this.#area, this.config.templates);
  }

  /** The constitution that a plan stands under: named, configured, or the nearest upward. Throws PlanError `unreadable`. */
  async findConstitution(plan?: string, named?: string): Promise<SourceFile | undefined> {
    const configured = named === undefined ? this.config.constitution : undefined;
    return findConstitution(this.#area, { plan, named, configured });
  }

  /**
   * The Markdown file that a link in a plan leads to; undefined where there is none, or the link leads to no file. Throws
   * PlanError `outside_workspace`, `unreadable`, `too_large`.
   */
  async readNear(plan: string, link: string): Promise<TextFile | undefined> {
    const target = linkTarget(link);
    if (target === undefined) return undefined;
    const path = confined(this.#area, target.startsWith('/') ? target.slice(1) : posix.join(folderOf(plan), target));
    mustBeMarkdown(path);
    return readText(this.#area, path);
  }

  /**
   * Whether something is there where a link in a plan leads, a file or a folder; undefined where nobody can look: outside the
   * workspace, at an address of another kind.
   */
  async existsNear(plan: string, link: string): Promise<boolean | undefined> {
    const target = linkTarget(link);
    if (target === undefined) return undefined;
    return existsIn(this.#area, target.startsWith('/') ? target.slice(1) : posix.join(folderOf(plan), target));
  }

  /** Calls `hear` after each write of a plan, and when a watched file changes by another hand. It must not throw: the write stands. */
  onChange(hear: (change: FileChange) => void): void {
    this.#hearers.push(hear);
  }

  /** Watches a Markdown file, there or not, until `stop` is called; `path` is the one that changes of it are told by. Throws PlanError. */
  watch(name: string): { readonly path: string; readonly stop: () => void } {
    const path = this.#realMarkdown(name);
    return { path, stop: this.#watch.add(path) };
  }

  /** Calls `hear` when plans come into the list or go from it by other hands, while it is watched. It must not throw. */
  onListChange(hear: () => void): void {
    this.#listHearers.push(hear);
  }

  /** Watches the list of plans until `stop` is called. */
  watchList(): Watching {
    return this.#listWatch.add();
  }

  /** The writes of a plan, newest first. Throws PlanError. */
  async history(name: string): Promise<HistoryEntry[]> {
    return this.#history.entries(this.#realPath(name));
  }

  /** The text that a plan had at a revision (12 hex digits); undefined where it is not kept. Throws PlanError. */
  async version(name: string, revision: string): Promise<string | undefined> {
    return (await this.versionRead(name, revision))?.text;
  }

  /** The same, which need not be UTF-8. */
  async versionRead(name: string, revision: string): Promise<Present | undefined> {
    const bytes = this.#history.version(this.#realPath(name), revision);
    return bytes === undefined ? undefined : decodeText(bytes);
  }

  /** The text that a plan had at a Git commit, branch or tag; undefined where Git has none. Throws PlanError. */
  async gitVersion(name: string, ref: string): Promise<string | undefined> {
    return this.#git.fileAt(ref, this.#realMarkdown(name));
  }

  /** The same as bytes, which need not be UTF-8. */
  async gitBytes(name: string, ref: string): Promise<Uint8Array | undefined> {
    return this.#git.bytesAt(ref, this.#realMarkdown(name));
  }

  /** The last Git commits that changed a plan, newest first; none outside Git. Throws PlanError. */
  async gitLog(name: string, most: number): Promise<GitCommit[]> {
    return this.#git.log(this.#realMarkdown(name), most);
  }

  #realMarkdown(name: string): string {
    mustBeMarkdown(confined(this.#area, name));
    return this.#realPath(name);
  }

  #realPath(name: string): string {
    const path = confined(this.#area, name);
    return reading(path, () => realFileIn(this.#area, path));
  }

  /** Made at the first write: a server that only reads asks nothing of the system. */
  #writing(): PlanWriter {
    this.#mustHaveRoot();
    const { processes, stuckMs } = this.#options;
    const area = this.#area;
    this.#writer ??= new PlanWriter({
      area,
      history: this.#history,
      locks: new Locks(area, processes ?? new SystemProcesses(area.port)),
      stuckMs: stuckMs ?? 30_000,
      onWrite: (write) => {
        this.#watch.know(write.path);
        if (write.isNew) this.#listWatch.know(write.path);
        this.#tell(write);
      },
    });
    return this.#writer;
  }

  #tell(change: FileChange): void {
    for (const hear of this.#hearers) hear(change);
  }

  #mustHaveRoot(): void {
    if (this.root !== undefined) return;
    throw new PlanError('no_workspace', 'No folder from the working folder upward has .plankeeper, .specify or .git.', {
      fix: 'Start Plankeeper with --workspace FOLDER, set PLANKEEPER_WORKSPACE, or make a folder .plankeeper in the root and start it again.',
    });
  }
}

/** A relative link without its anchor and query, percent signs decoded; undefined for an address of another kind. */
function linkTarget(link: string): string | undefined {
  const path = link.replace(/[#?].*/su, '').trim();
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//')) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
