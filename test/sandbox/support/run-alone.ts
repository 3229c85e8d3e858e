// A sandbox in a process of its own, for tests that kill it: prints its address once it answers, then stays.
// Argument: the file.
import { startSandbox } from '../../../src/sandbox/index';

const [file] = process.argv.slice(2);

void startSandbox({
  file,
  token: 'test-token',
  callbackSecret: 'test-secret',
}).then((sandbox) => process.stdout.write(`${sandbox.baseUrl}\n`));
