import type { Sighting } from "./sightings";

type Size = { width: number; height: number };
type Part = Size & { x: number; y: number };
type Point = { x: number; y: number };

/** Enough for a small Data Matrix at arm's length; more makes each look slower and finds no more. */
const PICTURE_SIDE_MAX = 1280;

/** What of a picture is shown where it fills a box and what hangs over is cut off (`object-fit: cover`). */
export function visiblePart(picture: Size, box: Size): Part {
  if (box.width <= 0 || box.height <= 0) return { x: 0, y: 0, ...picture };
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  const [width, height] = [box.width / scale, box.height / scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Draws what the person sees, so that no code counts that they don't. Null while there is no picture yet. */
export function drawPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const picture = { width: video.videoWidth, height: video.videoHeight };
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || picture.width === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  const { x, y, width, height } = visiblePart(picture, { width: video.clientWidth, height: video.clientHeight });
  const scale = Math.min(1, PICTURE_SIDE_MAX / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return context;
}

/** How far the middle of some corners is from that of their picture, whose sides are 1. */
export function offCentreOf(corners: readonly Point[], { width, height }: Size): Sighting["offCentre"] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(corners.map((corner) => corner.x)), mean(corners.map((corner) => corner.y))];
  return Math.hypot(x / width - 0.5, y / height - 0.5);
}
