// The suites that need no engine, without starting one.
const { globalSetup, globalTeardown, ...config } = require('../../jest.config.js');

module.exports = { ...config, rootDir: '../..' };
