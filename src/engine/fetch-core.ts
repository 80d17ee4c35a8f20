/** The core from the page's own origin. Throws one line that says how it failed. */
export async function fetchCore(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => {
    throw new Error('core.wasm, the field engine, could not be fetched; check the network and try again');
  });
  if (!response.ok) throw new Error(`core.wasm, the field engine: the server answered ${response.status}`);
  return response.arrayBuffer();
}
