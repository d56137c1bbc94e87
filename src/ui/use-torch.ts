"use client";

import { useState } from "react";

/** A light beside the camera, which few but phones have. TypeScript knows of its state and not of the rest. */
type Torch = MediaTrackConstraintSet & { torch: boolean };

const canLight = (track: MediaStreamTrack | undefined): boolean =>
  track !== undefined && "getCapabilities" in track && Reflect.get(track.getCapabilities(), "torch") === true;

/** The light of a camera that has one: off when the camera opens, and with the camera. */
export function useTorch(track: MediaStreamTrack | undefined) {
  const [lit, setLit] = useState<MediaStreamTrack | null>(null);
  const isOn = lit !== null && lit === track;
  const toggle = async () => {
    const torch: Torch = { torch: !isOn };
    const isDone = await track?.applyConstraints({ advanced: [torch] }).then(
      () => true,
      () => false,
    );
    if (track && isDone) setLit(isOn ? null : track);
  };
  return { has: canLight(track), isOn, toggle };
}
