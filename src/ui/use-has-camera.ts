"use client";

import { useSyncExternalStore } from "react";

let hasCamera = false;

/** Browsers say of a page that asks without permission whether there is a camera, and no more. */
function subscribe(changed: () => void): () => void {
  // Missing where the page did not come over https, and so may use no camera.
  const devices = "mediaDevices" in navigator ? navigator.mediaDevices : null;
  if (!devices) return () => {};
  const look = async () => {
    const found = await devices.enumerateDevices().catch(() => []);
    hasCamera = found.some(({ kind }) => kind === "videoinput");
    changed();
  };
  void look();
  devices.addEventListener("devicechange", look);
  return () => devices.removeEventListener("devicechange", look);
}

/** Whether this device has a camera that the page may ask for; not so on the server and in the first paint. */
export const useHasCamera = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => hasCamera,
    () => false,
  );
