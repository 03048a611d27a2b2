// Shows scheduling pages inside another website: see docs/embedding.md. Under 4 kB, and no style that a policy refuses.
(() => {
  const home = new URL(document.currentScript.src).origin;
  if (window.Openslot?.home === home) return Openslot.scan();
  // From each frame to what hears its messages.
  const heard = new Map();
  const seen = new WeakSet();
  const tell = (from, name, detail) =>
    from.dispatchEvent(new CustomEvent("openslot:" + name, { bubbles: true, cancelable: true, detail }));

  addEventListener("message", ({ origin, source, data }) => {
    const name = /^openslot:(booked|resized|closed)$/.exec(data?.type)?.[1];
    if (origin !== home || !name) return;
    for (const [frame, hear] of heard) if (frame.contentWindow === source) hear(name, data);
  });

  // `silent`: called when no page answers, because it does not list this website or is away.
  function framed({ url, title, scheme }, from, silent, closed) {
    const address = new URL(url, home), frame = document.createElement("iframe");
    if (address.origin !== home) throw new TypeError(`${url} is not at ${home}`);
    const said = getComputedStyle(from).colorScheme;
    const around = said === "normal" ? document.querySelector("meta[name=color-scheme]")?.content || "" : said;
    const dark = around.includes("dark");
    const look = scheme || (dark && around.includes("light") ? "auto" : dark ? "dark" : "light");
    address.searchParams.set("embed", 1);
    if (look !== "auto") address.searchParams.set("scheme", look);
    frame.src = address;
    frame.title = title || "Openslot";
    // A frame in another scheme than its page would be painted white or black.
    frame.style = "border:0;display:block;margin:auto;width:100%;height:40rem";
    frame.style.colorScheme = look === "auto" ? "light dark" : look;
    let answered, loaded;
    frame.onload = () => {
      frame.contentWindow.postMessage({ type: "openslot:hello" }, home);
      if (!loaded) setTimeout(() => answered || silent(), 5000);
      else if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      loaded = true;
    };
    heard.set(frame, (name, { type, ...detail }) => {
      answered = true;
      if (name === "closed") return closed?.();
      if (name === "resized") frame.style.height = detail.height + "px";
      if (tell(from, name, detail) && detail.redirect_url) location = detail.redirect_url;
    });
    return frame;
  }

  function inline({ element, ...options }) {
    const frame = framed({ url: element.href, ...options }, element, () => {
      frame.remove();
      element.style.display = "";
    });
    element.style.display = "none";
    element.after(frame);
    return frame;
  }

  function popup({ element = document.body, ...options }) {
    const dialog = document.createElement("dialog"), close = document.createElement("button");
    const leave = () => dialog.open && (location = options.url);
    const frame = framed(options, element, leave, () => dialog.close());
    dialog.ariaLabel = frame.title;
    dialog.style = "border:0;box-sizing:border-box;width:100%;height:100%;max-width:none;max-height:none;padding:1rem;background:#000a";
    close.ariaLabel = options.close || "Close";
    close.textContent = "✕";
    close.style = "display:block;margin:0 0 .5rem auto;border:0;width:44px;height:44px;border-radius:50%;background:#fff;color:#000";
    frame.style.maxWidth = "64rem";
    close.onclick = () => dialog.close();
    dialog.onclose = () => {
      heard.delete(frame);
      dialog.remove();
      element.focus();
      tell(element, "closed");
    };
    dialog.append(close, frame);
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  function scan() {
    for (const link of document.querySelectorAll("a[data-openslot]")) {
      if (seen.has(link) || new URL(link.href).origin !== home) continue;
      seen.add(link);
      const { openslot, ...said } = link.dataset;
      const options = { element: link, url: link.href, title: link.textContent.trim(), ...said };
      if (openslot === "inline") inline(options);
      else link.onclick = (event) => event.ctrlKey || event.metaKey || event.shiftKey || !popup(options);
      if (openslot === "button")
        link.style = `position:fixed;right:1rem;bottom:1rem;z-index:9999;padding:.75em 1.25em;border-radius:2em;font:600 1rem sans-serif;text-decoration:none;background:${said.color || "#17614a"};color:${said.ink || "#fff"}`;
    }
  }

  window.Openslot = { home, inline, popup, scan };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", scan) : scan();
})();
