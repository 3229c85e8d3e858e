/** Prometheus' own tool for rules and their unit tests; built once and kept (test/support/go-tool.ts). */
import { buildGoTool } from '../support/go-tool';

/** The path of the program. */
export const promtool = (): Promise<string> =>
  buildGoTool({
    folder: 'deploy/tools/promtool',
    mainPackage: 'github.com/prometheus/prometheus/cmd/promtool',
    name: 'promtool',
    // Service discoveries bring the libraries of a dozen clouds; rules need none.
    tags: ['remove_all_sd'],
  });
