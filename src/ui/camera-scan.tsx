"use client";

import type { CameraButtonProps } from "./camera-button";
import { deferred } from "./on-demand";
import type { CameraScan } from "./use-camera-scan";

/*
 * Of the camera of a box the first load of a page has nothing: the button comes behind the page's own scripts, the
 * camera and what reads codes when it is pressed.
 */
const nothing = () => null;
const loadButton = () => import("./camera-button").then((file) => file.CameraButton);
const DeferredButton = deferred<CameraButtonProps>(loadButton, nothing, nothing);
const Viewfinder = deferred(() => import("./viewfinder").then((file) => file.Viewfinder));

/** At the end of a box, which is a `group/scan`. */
export const CameraButton = (props: CameraButtonProps) => props.camera.isAllowed && <DeferredButton {...props} />;

/** Keeps the text of a box from under its button, where there is one. */
export const BESIDE_CAMERA = {
  md: "group-has-[[data-camera]]/scan:pr-11",
  lg: "group-has-[[data-camera]]/scan:pr-12",
} as const;

type CameraViewProps = { camera: CameraScan; onScan: (code: string) => void };

export const CameraView = ({ camera, onScan }: CameraViewProps) =>
  camera.opener && <Viewfinder id={camera.id} opener={camera.opener} onScan={onScan} onClose={camera.close} />;
