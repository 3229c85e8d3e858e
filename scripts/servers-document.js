// The server's own OpenAPI document, for the page of the API and for the generated client. Needs a build.

/** The document of a server that has everything but somebody to ask. */
async function serversDocument() {
  const { buildServer } = require('../dist/src/http/build-server');
  const app = await buildServer({
    apiKeys: [],
    callbacks: {},
    reservations: {},
    isLoopback: true,
    publicUrl: 'http://127.0.0.1',
    sandbox: null,
    dashboardDir: null,
    version: '1',
  });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}

module.exports = { serversDocument };
