import { expect, test } from "vitest";
import { CAMERA_FAULTS, cameraFaultOf } from "./camera-fault";

test.each([
  ["NotAllowedError", "The camera isn't allowed"],
  ["NotFoundError", "No camera found"],
  ["OverconstrainedError", "No camera found"],
  ["NotReadableError", "The camera is in use"],
  ["SomethingNewError", "The camera didn't start"],
])("a browser's %s is told as: %s", (name, title) => {
  expect(CAMERA_FAULTS[cameraFaultOf(new DOMException("", name))].title).toBe(title);
});
