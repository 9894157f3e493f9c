/** Makes dist/plankeeper.mcpb, which desktop clients install with a click. Run: npm run bundle */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBundle } from './bundle/bundle.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, 'dist', 'plankeeper.mcpb');

await mkdir(dirname(path), { recursive: true });
await writeBundle(path);
console.log(`dist/plankeeper.mcpb: ${Math.round((await stat(path)).size / 1000)} KB`);
