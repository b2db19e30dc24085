import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that opens the sign-in in a window, as a help desk's platform does, and a callback that leads on to a third origin before it ends. */
export type PretendedPlatform = {
  readonly url: string;
  readonly callback: string;
  close(): Promise<void>;
};

/** The page's button opens `#authorize`; what the window came back with stands in `#came` of the page. */
const OPENER = `<!doctype html><title>Ticket</title><button>Authorize</button><output id="came"></output><script>
document.querySelector('button').onclick = () => window.open(decodeURIComponent(location.hash.slice(1)), 'sign-in', 'width=620,height=640');
addEventListener('message', (event) => { document.querySelector('output').textContent = event.data; });
</script>`;
const END = `<!doctype html><title>Done</title><script>
if (window.opener === null) document.title = 'Lost';
else { window.opener.postMessage(location.search, '*'); window.close(); }
</script>`;

export async function pretendedPlatform(): Promise<PretendedPlatform> {
  const end = await serve((_path, reply) => reply.page(END));
  const platform = await serve((path, reply) => {
    if (path.startsWith('/auth/callback')) reply.leadTo(`${end.url}/end${path.slice('/auth/callback'.length)}`);
    else reply.page(OPENER);
  });
  return {
    url: platform.url,
    callback: `${platform.url}/auth/callback`,
    close: async () => {
      await Promise.all([end.close(), platform.close()]);
    },
  };
}

type Reply = { page(html: string): void; leadTo(url: string): void };

async function serve(answer: (path: string, reply: Reply) => void) {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', {
      page: (html) => response.setHeader('content-type', 'text/html').end(html),
      leadTo: (url) => response.writeHead(302, { location: url }).end(),
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
