import { silentLogger } from '../../../base/logger.js';
import { createLibrary } from '../create-library.js';

/*
 * A program that adds, replaces and removes documents until it is killed. Tests run it as a child process and kill it at
 * random moments. Arguments: the index file, and a seed that makes the documents of each run differ.
 */
const [file = '', seed = '0'] = process.argv.slice(2);
const library = createLibrary({ file, logger: silentLogger });

for (let round = 0; ; round += 1) {
  const documents = Array.from({ length: 30 }, (_, index) => ({
    key: `document ${index}`,
    content: `# Round ${round} of run ${seed}\n\n${`The walrus number ${index} of round ${round} swims. `.repeat(60)}`,
    format: 'markdown' as const,
  }));
  await library.addDocuments(documents, { collection: 'notes' });
  await library.remove({ paths: documents.slice(0, 10).map((document) => document.key) });
  process.stdout.write(`${round}\n`);
}
