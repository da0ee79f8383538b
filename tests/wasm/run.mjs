// A server for the checks of src/lib.rs, and what starts them: `node run.mjs GLUE` in this process, `node run.mjs GLUE
// chromium` in that browser, headless. Exits 0 when all hold.
import { spawn } from 'node:child_process';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve, extname } from 'node:path';

const [glue, browser] = process.argv.slice(2);
const seen = { flaky: 0, cut: 0, other: 0, closed: null };
const users = { '': [[1, 2], 'b'], b: [[3], null] };
let finish;
const finished = new Promise((done) => (finish = done));
let otherOrigin;

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  const shared = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  const answer = (status, body, headers = {}) => response.writeHead(status, { ...shared, ...headers }).end(body);
  if (request.method === 'OPTIONS') return answer(204);
  switch (url.pathname) {
    case '/users': {
      if (url.searchParams.get('key') !== 'k&1') return answer(401);
      const [ids, next] = users[url.searchParams.get('next_token') ?? ''];
      const page = { data: ids.map((id) => ({ id })), next_token: next, has_more: next !== null };
      return answer(200, JSON.stringify(page), { 'content-type': 'application/json' });
    }
    case '/flaky':
      return ++seen.flaky < 3 ? answer(503) : answer(200, '3rd');
    case '/silent':
      return;
    case '/slow':
      return response.writeHead(200, { ...shared, 'content-length': '10' }).write('abc');
    case '/words':
      response.writeHead(200, { ...shared, 'content-type': 'text/event-stream' });
      response.write('data: one\n\ndata: two\n\n');
      seen.closed = new Promise((done) => response.on('close', done));
      return;
    case '/closed':
      await seen.closed;
      return answer(200, 'closed');
    case '/echo': {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      return answer(200, Buffer.concat(pieces));
    }
    case '/moved':
      return answer(307, '', { location: '/here' });
    case '/here':
      return answer(200, 'here');
    case '/elsewhere':
      return answer(307, '', { location: `${otherOrigin}/key` });
    case '/cut':
      seen.cut += 1;
      return request.socket.destroy();
    case '/cuts':
      return answer(200, String(seen.cut));
    case '/result':
      answer(204);
      return finish(url.searchParams.get('text'));
    case '/':
      return answer(200, page(url), { 'content-type': 'text/html' });
    case '/favicon.ico':
      return answer(404);
    default: {
      const type = extname(url.pathname) === '.wasm' ? 'application/wasm' : 'text/javascript';
      return answer(200, await readFile(join(glue, url.pathname)), { 'content-type': type });
    }
  }
});
const other = createServer((request, response) => {
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  if (!request.url.startsWith('/seen')) seen.other += 1;
  response.writeHead(200, headers).end(String(seen.other));
});
const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));
const origin = await listen(server);
otherOrigin = await listen(other);

function page() {
  return `<script type="module">
    import init, { check } from '/oasmith_wasm.js';
    let text;
    try { await init(); text = 'ok: ' + await check('${origin}', '${otherOrigin}', true); }
    catch (error) { text = String(error); }
    await fetch('/result?text=' + encodeURIComponent(text));
  </script>`;
}

setTimeout(() => finish('out of time'), 60_000).unref();
let text;
if (browser) {
  const profile = await mkdtemp(join(tmpdir(), 'oasmith-wasm-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const child = spawn(browser, [...flags, origin], { stdio: 'ignore' });
  child.on('error', (error) => finish(String(error)));
  text = await finished;
  const ended = new Promise((done) => child.on('exit', done));
  child.kill();
  await ended;
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
} else {
  const { check } = createRequire(import.meta.url)(resolve(glue, 'oasmith_wasm.js'));
  text = await check(origin, otherOrigin, false).then((text) => `ok: ${text}`, String);
}
console.log(text);
process.exit(text.startsWith('ok: ') ? 0 : 1);
