/** Opens a FIFO as plans are opened, and says what it is: `openPipe.ts FOLDER NAME`. */
import { NodePort } from '../../../src/workspace/nodePort.ts';

const [path = '', name = ''] = process.argv.slice(2);
const port = new NodePort();
const folder = port.openFolder(path);
process.stdout.write(`${port.factsOf(port.openRead(folder, name)).kind}\n`);
