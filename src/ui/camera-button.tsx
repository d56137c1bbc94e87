"use client";

import { Camera } from "lucide-react";
import { IconButton } from "./icon-button";
import type { InputSize } from "./input-style";
import type { CameraScan } from "./use-camera-scan";
import { useHasCamera } from "./use-has-camera";

export type CameraButtonProps = { camera: CameraScan; size: InputSize };

/** Stands inside the outline of the box, at its end; nothing where there is no camera. */
export function CameraButton({ camera, size }: CameraButtonProps) {
  if (!useHasCamera()) return null;
  return (
    <span data-camera className="absolute inset-y-px right-px flex">
      <IconButton
        size={size}
        label={camera.opener ? "Close the camera" : "Scan with the camera"}
        icon={<Camera aria-hidden />}
        aria-expanded={camera.opener !== null}
        aria-controls={camera.opener ? camera.id : undefined}
        onClick={camera.toggle}
        className="h-full"
      />
    </span>
  );
}
