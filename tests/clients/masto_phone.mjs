// Somebody's phone, with the library `masto`: signs in by PKCE, reads, posts, and listens over a WebSocket.
// It prints one JSON object a line for each step; what it needs from outside comes line by line.
import { createHash, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import WebSocket from "ws";

const [url] = process.argv.slice(2);
const redirectUri = "urn:ietf:wg:oauth:2.0:oob";
const scope = "read write follow";
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const tell = (step) => console.log(JSON.stringify(step));
const asked = async () => (await lines.next()).value;

const anonymous = createRestAPIClient({ url });
const app = await anonymous.v1.apps.create({ clientName: "Phone", redirectUris: redirectUri, scopes: scope });
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
const query = new URLSearchParams({
  client_id: app.clientId,
  redirect_uri: redirectUri,
  response_type: "code",
  scope,
  code_challenge: challenge,
  code_challenge_method: "S256",
});
tell({ question: `${url}/oauth/authorize?${query}` });

const grant = {
  grantType: "authorization_code",
  clientId: app.clientId,
  clientSecret: app.clientSecret,
  redirectUri,
  scope,
  code: await asked(),
};
const oauth = createOAuthAPIClient({ url });
const withoutProof = await oauth.token.create(grant).then(() => "let in", () => "refused");
tell({ withoutProof });

const token = await oauth.token.create({ ...grant, code: await asked(), codeVerifier: verifier });
const masto = createRestAPIClient({ url, accessToken: token.accessToken });
const me = await masto.v1.accounts.verifyCredentials();
const instance = await masto.v2.instance.fetch();
tell({ me: me.acct });

const streams = createStreamingAPIClient({
  streamingApiUrl: `${instance.configuration.urls.streaming}/api/v1/streaming`,
  accessToken: token.accessToken,
  implementation: WebSocket,
});
const user = streams.user.subscribe();
const tagged = streams.hashtag.subscribe({ tag: "masto" });
const first = async (stream) => {
  for await (const event of stream) {
    return { event: event.event, stream: event.stream, text: event.payload.content };
  }
};
const heard = Promise.all([first(user), first(tagged)]);
await new Promise((done) => setTimeout(done, 500)); // the sockets open meanwhile; posting waits for neither
const post = async (text) => masto.v1.statuses.create({ status: text, visibility: "public" });
const posted = await post("Hello from #masto");
const again = setInterval(() => post("Hello again from #masto").catch(() => undefined), 1000);
tell({ heard: (await heard).map(({ event, stream }) => ({ event, stream })) });
clearInterval(again);
const home = await masto.v1.timelines.home.list({ limit: 40 });
tell({ home: home.some((status) => status.id === posted.id) });
user.unsubscribe();
tagged.unsubscribe();
streams.close();
process.exit(0);
