import { linkSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hasGit } from '../../support/git.ts';
import type { Scene, Target } from './escapeScene.ts';

/** A call of a tool. */
export type Call = readonly [tool: string, input: Readonly<Record<string, unknown>>];

/** One way to reach something outside. */
export interface Attempt {
  readonly name: string;
  /** Prepares the workspace. */
  readonly arrange?: (scene: Scene, target: Target) => void;
  /** What is then called; for a string, all that a plan's path can be given to. */
  readonly calls: (scene: Scene, target: Target) => string | readonly Call[];
}

/** Everything that takes a path, with this one. */
export function callsWith(path: string): readonly Call[] {
  return [
    ['read_plan', { plan: path }],
    ['read_plan', { plan: path, view: 'history' }],
    ['check_plan', { plan: path }],
    ['list_open_questions', { plan: path }],
    ['check_constitution', { plan: 'plans/own.md', constitution: path }],
    ['fill_section', { plan: path, fills: [{ section: 'goal', content: 'Overwritten.', mode: 'append' }] }],
    ['create_plan', { title: 'New', path }],
    ['create_plan', { title: 'New', spec: path }],
  ];
}

const throughOwn: readonly Call[] = [
  ['read_plan', { plan: 'plans/own.md' }],
  ['check_plan', { plan: 'plans/own.md' }],
  ['check_constitution', { plan: 'plans/own.md' }],
  ['list_plans', {}],
  ['list_open_questions', {}],
  ['list_templates', {}],
  ['create_plan', { title: 'New', path: 'plans/new/plan.md' }],
  ['fill_section', { plan: 'plans/own.md', fills: [{ section: 'goal', content: 'More.', mode: 'append' }] }],
];

/** Paths, as a caller may write them. */
const paths: [name: string, path: (scene: Scene, target: Target) => string][] = [
  ['up and over', (_, t) => `../outside/${t}.md`],
  ['up and over, without ending', (_, t) => `../outside/${t}`],
  ['to a folder with a plan', (_, t) => `../outside/${t}/plan.md`],
  ['down, then up', (_, t) => `plans/../../outside/${t}.md`],
  ['far above the root', (s, t) => `plans/${'../'.repeat(20)}${s.outside.slice(1)}/${t}.md`],
  ['through a file', (_, t) => `plans/own.md/../../../outside/${t}.md`],
  ['through a folder that is missing', (_, t) => `gone/../../outside/${t}.md`],
  ['with dots and slashes between', (_, t) => `.//./..///outside/.//${t}.md`],
  ['absolute', (s, t) => `${s.outside}/${t}.md`],
  ['absolute, with the root before it', (s, t) => `${s.root}/../outside/${t}.md`],
  ['absolute, with two slashes', (s, t) => `/${s.outside}/${t}.md`],
  ['the root’s name as a beginning', (s, t) => `../${basename(s.root)}/../outside/${t}.md`],
  ['through /proc/self/root', (s, t) => `/proc/self/root${s.outside}/${t}.md`],
  ['through /proc/self/cwd', (_, t) => `/proc/self/cwd/../outside/${t}.md`],
  ['through /dev/fd', (_, t) => `/dev/fd/3/../outside/${t}.md`],
  ['with a zero byte', (_, t) => `../outside/${t}.md\0`],
  ['with a zero byte before the ending', (_, t) => `plans/own.md\0/../../../outside/${t}.md`],
  ['with blanks around it', (_, t) => `  ../outside/${t}.md  `],
  ['with a line break behind it', (_, t) => `../outside/${t}.md\n`],
  ['in quotes', (_, t) => `"../outside/${t}.md"`],
  ['in single quotes', (s, t) => `'${s.outside}/${t}.md'`],
  ['in backticks', (_, t) => `\`../outside/${t}.md\``],
  ['in two kinds of quotes', (_, t) => `"'../outside/${t}.md'"`],
  ['percent-encoded', (_, t) => `%2e%2e%2foutside%2f${t}.md`],
  ['percent-encoded twice', (_, t) => `%252e%252e%252foutside%252f${t}.md`],
  ['as a file: address', (s, t) => `file://${s.outside}/${t}.md`],
  ['as a relative file: address', (_, t) => `file:../outside/${t}.md`],
  ['with backslashes', (_, t) => `..\\outside\\${t}.md`],
  ['with both slashes', (_, t) => `..\\../outside/${t}.md`],
  ['with a drive letter', (_, t) => `C:\\outside\\${t}.md`],
  ['as a network share', (_, t) => `\\\\server\\outside\\${t}.md`],
  ['as a network share with slashes', (_, t) => `//server/outside/${t}.md`],
  ['as a Windows device path', (_, t) => `\\\\?\\C:\\outside\\${t}.md`],
  ['with a stream', (_, t) => `../outside/${t}.md::$DATA`],
  ['below the home folder', (_, t) => `~/../outside/${t}.md`],
  ['below a variable', (_, t) => `$HOME/../outside/${t}.md`],
  ['below a variable in braces', (_, t) => `\${HOME}/../outside/${t}.md`],
  ['as an option', (_, t) => `--output=../outside/${t}.md`],
  ['as a pattern', (_, t) => `../outside/${t.slice(0, 3)}*.md`],
  ['with dots of another script', (_, t) => `‥/outside/${t}.md`],
  ['with slashes of another script', (_, t) => `..∕outside∕${t}.md`],
  ['with invisible characters', (_, t) => `.\u200b./outside/${t}.md`],
  ['longer than any path', (_, t) => `${'./'.repeat(4000)}../outside/${t}.md`],
  ['no Markdown', (_, t) => `../outside/${t}.json`],
];

/** Links in the workspace: what stands at `path` there, and what is then named. */
const links: [name: string, at: string, to: (scene: Scene, target: Target) => string, path: string][] = [
  ['a link to a file', 'plans/l.md', (_, t) => `../../outside/${t}.md`, 'plans/l.md'],
  ['an absolute link to a file', 'plans/l.md', (s, t) => `${s.outside}/${t}.md`, 'plans/l.md'],
  ['a link to a folder', 'l', (_, t) => `../outside/${t}`, 'l/plan.md'],
  ['a link to a folder, its new file', 'l', (_, t) => `../outside/${t}`, 'l/new.md'],
  ['a link to a folder, its new folder', 'l', (_, t) => `../outside/${t}`, 'l/new/plan.md'],
  ['a link to a folder, without a file', 'l', (_, t) => `../outside/${t}`, 'l'],
  ['a link to a folder, and up', 'l', (_, t) => `../outside/${t}/sub`, 'l/../secret.md'],
  ['a link to the folder above', 'l', () => '..', 'l/outside/secret.md'],
  ['a link to the system’s root', 'l', () => '/', 'l/etc/hosts.md'],
  ['a link through /proc', 'l', (s, t) => `/proc/self/root${s.outside}/${t}`, 'l/plan.md'],
  ['a link through the working folder', 'l', (_, t) => `/proc/self/cwd/../outside/${t}`, 'l/plan.md'],
  ['a link in an open folder', 'l', (_, t) => `/proc/self/fd/../cwd/../outside/${t}`, 'l/plan.md'],
  ['a link that leaves and comes back by another', 'l', (_, t) => `../outside/${t}/../../ws/plans`, 'l/own.md.md'],
  ['a link for the plans', 'plans', (_, t) => `../outside/${t}`, 'plans/plan.md'],
  ['a link for a plan’s own folder', 'plans/003-x', (_, t) => `../../outside/${t}`, '3'],
  ['a link with a slash behind it', 'l', (_, t) => `../outside/${t}/`, 'l/'],
];

/** Links for what is looked for without being named. */
const unnamed: [name: string, at: string, to: (target: Target) => string][] = [
  ['the configuration is a link', 'plankeeper.config.json', (t) => `outside/${t}.json`],
  ['the templates’ folder is a link', '.plankeeper/templates', (t) => `outside/${t}/templates`],
  ['a template is a link', '.plankeeper/templates/l.md', (t) => `outside/${t}.md`],
  ['a partial is a link', '.plankeeper/templates/partials/l.md', (t) => `outside/${t}.md`],
  ['spec-kit’s folder is a link', '.specify', (t) => `outside/${t}`],
  ['spec-kit’s templates are a link', '.specify/templates', (t) => `outside/${t}/templates`],
  ['the constitution is a link', 'constitution.md', (t) => `outside/${t}/constitution.md`],
  ['the constitution’s folder is a link', 'memory', (t) => `outside/${t}/memory`],
  ['the constitution beside the plan is a link', 'plans/constitution.md', (t) => `outside/${t}/constitution.md`],
  ['the spec beside the plan is a link', 'plans/spec.md', (t) => `outside/${t}/spec.md`],
  ['the task list beside the plan is a link', 'plans/tasks.md', (t) => `outside/${t}/tasks.md`],
  ['the folder of numbered plans is a link', 'specs', (t) => `outside/${t}`],
  ['our own folder is a link', '.plankeeper', (t) => `outside/${t}`],
  ['our history is a link', '.plankeeper/history', (t) => `outside/${t}`],
  ['our locks are a link', '.plankeeper/locks', (t) => `outside/${t}`],
  ['our .gitignore is a link', '.plankeeper/history/.gitignore', (t) => `outside/${t}/log.jsonl`],
  ['Git’s folder is a link', '.git', (t) => `outside/${t}/.git`],
  ['Git’s branch is a link', '.git/HEAD', (t) => `outside/${t}/HEAD`],
  ['Git’s configuration is a link', '.git/config', (t) => `outside/${t}/config`],
];

/** What a plan may link to: where its rules look, or read. */
const targetsOfLinks: [name: string, link: (scene: Scene, target: Target) => string][] = [
  ['up and over', (_, t) => `../../outside/${t}.md`],
  ['from the root', (_, t) => `/../outside/${t}.md`],
  ['absolute', (s, t) => `${s.outside}/${t}.md`],
  ['percent-encoded', (_, t) => `%2e%2e%2f%2e%2e%2foutside%2f${t}.md`],
  ['percent-encoded twice', (_, t) => `%252e%252e%252f%252e%252e%252foutside/${t}.md`],
  ['with a zero byte', (_, t) => `../../outside/${t}.md%00.md`],
  ['a file: address', (s, t) => `file://${s.outside}/${t}.md`],
  ['a network address', (_, t) => `//server/outside/${t}.md`],
  ['with an anchor and a query', (_, t) => `../../outside/${t}.md?x=1#goal`],
  ['through a link', (_, t) => `../l/${t}.md`],
];

const settings: [name: string, config: (target: Target) => Readonly<Record<string, unknown>>][] = [
  ['plans', (t) => ({ plans: [`../outside/${t}/*.md`] })],
  ['plans through a link', () => ({ plans: ['l/*.md', 'l/**/*.md'] })],
  ['newPlan', (t) => ({ newPlan: `../outside/${t}/{slug}.md` })],
  ['newPlan through a link', () => ({ newPlan: 'l/{slug}.md' })],
  ['constitution', (t) => ({ constitution: `../outside/${t}/constitution.md` })],
  ['constitution through a link', () => ({ constitution: 'l/constitution.md' })],
  ['templates', (t) => ({ templates: [`../outside/${t}/templates`] })],
  ['templates through a link', () => ({ templates: ['l/templates', 'l/**/*.md'] })],
];

const hard: [name: string, at: string, from: string, path: string | undefined][] = [
  ['a plan', 'plans/hard.md', 'secret.md', 'plans/hard.md'],
  ['a plan that lists show', 'plans/hard/plan.md', 'secret.md', undefined],
  ['a template', '.plankeeper/templates/hard.md', 'secret.md', undefined],
  ['the constitution', 'constitution.md', 'secret/constitution.md', undefined],
  ['the spec', 'plans/spec.md', 'secret/spec.md', undefined],
  ['the configuration', 'plankeeper.config.json', 'secret.json', undefined],
];

/** All attempts. Paths that are the same for both targets are tried once for each all the same. */
export const attempts: readonly Attempt[] = [
  ...paths.map(([name, path]) => ({ name: `a path ${name}`, calls: path })),
  ...links.map(([name, at, to, path]) => ({
    name,
    arrange: (scene: Scene, target: Target) => putLink(scene, at, to(scene, target)),
    calls: () => path,
  })),
  ...unnamed.map(([name, at, to]) => ({
    name,
    arrange: (scene: Scene, target: Target) => putLink(scene, at, join(dirname(scene.outside), to(target))),
    calls: () => throughOwn,
  })),
  ...targetsOfLinks.map(([name, link]) => ({
    name: `a link in a plan, ${name}`,
    arrange: (scene: Scene, target: Target) => putPlan(scene, target, link(scene, target)),
    calls: () => throughOwn,
  })),
  ...settings.map(([name, config]) => ({
    name: `the setting ${name}`,
    arrange: (scene: Scene, target: Target) => {
      putLink(scene, 'l', `../outside/${target}`);
      scene.write('plankeeper.config.json', JSON.stringify(config(target)));
    },
    calls: () => [...throughOwn, ['create_plan', { title: 'Another' }] as const],
  })),
  ...hard.map(([name, at, from, path]) => ({
    name: `a hard link for ${name}`,
    arrange: (scene: Scene) => putHardLink(scene, at, from),
    calls: () => path ?? throughOwn,
  })),
  ...(hasGit ? gitAttempts() : []),
];

function gitAttempts(): Attempt[] {
  const calls = (): Call[] => [
    ...['HEAD', 'HEAD:secret.md', '--output=x', 'HEAD^{/x}'].map(
      (since): Call => ['read_plan', { plan: 'plans/secret.md', view: 'changes', since }],
    ),
    ['read_plan', { plan: 'plans/secret.md', view: 'history' }],
    ['create_plan', { title: 'New' }],
  ];
  return [
    {
      name: 'a .git file that names another repository',
      arrange: (scene, target) => {
        scene.write('plans/secret.md', '# Plan: Ours\n');
        scene.write('plans/.git', `gitdir: ${scene.outside}/${target}/.git\n`);
      },
      calls,
    },
    {
      name: 'a .git file in the root that names another repository',
      arrange: (scene, target) => {
        scene.write('plans/secret.md', '# Plan: Ours\n');
        scene.write('.git', `gitdir: ../outside/${target}/.git\n`);
      },
      calls,
    },
    {
      name: 'a .git link beside the plan',
      arrange: (scene, target) => {
        scene.write('plans/secret.md', '# Plan: Ours\n');
        putLink(scene, 'plans/.git', `../../outside/${target}/.git`);
      },
      calls,
    },
  ];
}

/** Whatever stood there before goes. */
function putLink(scene: Scene, at: string, to: string): void {
  const path = makeRoom(scene, at);
  symlinkSync(to, path);
}

function putHardLink(scene: Scene, at: string, from: string): void {
  linkSync(join(scene.outside, from), makeRoom(scene, at));
}

function makeRoom(scene: Scene, at: string): string {
  const path = join(scene.root, at);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { recursive: true, force: true });
  return path;
}

function putPlan(scene: Scene, target: Target, link: string): void {
  putLink(scene, 'l', '../outside');
  scene.write(
    'plans/own.md',
    `# Plan: Own\n\n**Status**: Draft\n**Spec**: [the spec](${link})\n\n## Goal\n\nSee [it](${link}), \`${link}\` and [research](research-${target}.md).\n\n## Constitution Check\n\n- [ ] Own\n`,
  );
}
