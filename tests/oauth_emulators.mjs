// Starts the services of `emulate` that the first argument seeds, prints their addresses, and ends with its input.
import { createEmulator } from "emulate";

const seed = JSON.parse(process.argv[2]);
const urls = {};
for (const service of Object.keys(seed)) {
  const started = await createEmulator({ service, seed, port: 0, hostname: "127.0.0.1" });
  urls[service] = started.url;
}
console.log(JSON.stringify(urls));
process.stdin.resume().on("end", () => process.exit());
