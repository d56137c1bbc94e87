/** What keeps the camera from being used, in the words that people read. */
export const CAMERA_FAULTS = {
  denied: {
    title: "The camera isn't allowed",
    advice:
      "The browser or the device keeps it from this page. Allow the camera in the settings of this site, beside its " +
      "address, or in those of the device, then try again. You can type the code meanwhile.",
  },
  missing: {
    title: "No camera found",
    advice: "The browser sees no camera on this device. Connect one and try again, or type the code.",
  },
  busy: {
    title: "The camera is in use",
    advice: "Another app or page has it, or the device has switched it off. Close that one, then try again.",
  },
  ended: {
    title: "The camera has stopped",
    advice: "It was disconnected, or the device took it back. Try again, or type the code.",
  },
  unread: {
    title: "Codes can't be read yet",
    advice: "What reads them couldn't be loaded. Check the connection and try again, or type the code.",
  },
  unknown: {
    title: "The camera didn't start",
    advice: "Try again. If it still doesn't start, restart the browser, or type the code.",
  },
} as const;

export type CameraFault = keyof typeof CAMERA_FAULTS;

/** By the names that `getUserMedia` rejects with (W3C Media Capture and Streams). */
const BY_NAME: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export const cameraFaultOf = (error: unknown): CameraFault =>
  (error instanceof Error ? BY_NAME[error.name] : undefined) ?? "unknown";
