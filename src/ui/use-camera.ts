"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { type CameraFault, cameraFaultOf } from "./camera-fault";

type CameraChoice = { id: string; name: string };
type TakenCamera = { stream: MediaStream; id: string; choices: readonly CameraChoice[] };

const SHARPNESS = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const;

/**
 * A camera, for as long as somebody looks at the page: the one that was chosen, else the one on the back. It is
 * released when the page is hidden or left and when something fails, and taken again when the page is back in view.
 */
export function useCamera(chosenId: string | null) {
  const isShown = useIsPageShown();
  const [fault, setFault] = useState<CameraFault | null>(null);
  const [taken, setTaken] = useState<TakenCamera | null>(null);
  useEffect(() => {
    if (!isShown || fault !== null) return;
    const left = new AbortController();
    const unlessLeft =
      <Value>(use: (value: Value) => void) =>
      (value: Value) => {
        if (!left.signal.aborted) use(value);
      };
    const fail = unlessLeft(setFault);
    void takeCamera(chosenId, { signal: left.signal, onEnded: () => fail("ended") }).then(
      unlessLeft(setTaken),
      (error) => fail(cameraFaultOf(error)),
    );
    return () => {
      left.abort();
      setTaken(null);
    };
  }, [chosenId, isShown, fault]);
  return { camera: taken, fault, fail: setFault, retry: () => setFault(null) };
}

type Taking = { signal: AbortSignal; onEnded: () => void };

/** Released as soon as `signal` aborts, also when it did so while somebody was being asked. */
async function takeCamera(chosenId: string | null, { signal, onEnded }: Taking): Promise<TakenCamera> {
  const which = chosenId === null ? { facingMode: { ideal: "environment" } } : { deviceId: { ideal: chosenId } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...SHARPNESS }, audio: false });
  const release = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) release();
  signal.addEventListener("abort", release);
  const [track] = stream.getVideoTracks();
  // Not by `stop`, but when the device is gone or another has it.
  track?.addEventListener("ended", onEnded);
  return { stream, id: track?.getSettings().deviceId ?? "", choices: await listCameras() };
}

/** Their names are told only to a page that has one of them open. */
async function listCameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }));
}

const useIsPageShown = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      document.addEventListener("visibilitychange", changed);
      return () => document.removeEventListener("visibilitychange", changed);
    },
    () => document.visibilityState === "visible",
    () => true,
  );
