"use client";

import { Flashlight, FlashlightOff, X } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { isText, orNull } from "@/shared/guard";
import { soundRead } from "./alarm";
import { Button } from "./button";
import { CAMERA_FAULTS, type CameraFault } from "./camera-fault";
import { cn } from "./class-names";
import { IconButton } from "./icon-button";
import { lookForCodes } from "./look-for-codes";
import { Notice } from "./notice";
import { cleanScan } from "./scan-burst";
import { Select } from "./select";
import { createSightings } from "./sightings";
import { Spinner } from "./spinner";
import { useCamera } from "./use-camera";
import { useCloseKeys } from "./use-close-keys";
import { usePersistentState } from "./use-persistent-state";
import { useTorch } from "./use-torch";

type ViewfinderProps = { id: string; onScan: (code: string) => void; onClose: () => void };

const CHOSEN = { key: "quartermaster.camera", storage: "local", is: orNull(isText), empty: null } as const;

/** What the camera sees, read all the time until it is closed: each code goes the way of a scanner's. */
export function Viewfinder({ id, onScan, onClose }: ViewfinderProps) {
  const part = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [chosenId, choose] = usePersistentState<string | null>(CHOSEN);
  const { camera, fault, fail, retry } = useCamera(chosenId);
  const stream = camera?.stream ?? null;
  const torch = useTorch(stream?.getVideoTracks()[0]);
  const [read, setRead] = useState({ code: "", turn: 0 });
  useCloseKeys(() => part.current, onClose);
  useReading(video, stream, {
    onCode: (code) => {
      soundRead();
      setRead(({ turn }) => ({ code, turn: turn + 1 }));
      onScan(code);
    },
    onFault: fail,
  });
  return (
    <section ref={part} id={id} aria-label="Camera" className="flex max-w-xl flex-col gap-2">
      {fault === null ? (
        <Picture video={video} isOn={stream !== null} read={read} />
      ) : (
        <Fault fault={fault} onRetry={retry} />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {camera && camera.choices.length > 1 && (
          <Select
            label="Camera to use"
            size="lg"
            value={camera.id}
            onValue={(next) => choose(() => next)}
            options={camera.choices.map(({ id: value, name }) => ({ value, label: name }))}
            className="min-w-0 flex-1 basis-40"
          />
        )}
        {torch.has && (
          <IconButton
            size="lg"
            variant="secondary"
            label="Light"
            aria-pressed={torch.isOn}
            icon={torch.isOn ? <FlashlightOff aria-hidden /> : <Flashlight aria-hidden />}
            onClick={() => void torch.toggle()}
          />
        )}
        <Button size="lg" icon={<X aria-hidden />} aria-label="Close the camera" onClick={onClose}>
          Close
        </Button>
      </div>
    </section>
  );
}

type Reading = { onCode: (code: string) => void; onFault: (fault: CameraFault) => void };

/** A code that was held while the camera was away for a moment is still the same one. */
function useReading(videoRef: RefObject<HTMLVideoElement | null>, stream: MediaStream | null, reading: Reading): void {
  const [count] = useState(createSightings);
  const onCode = useEffectEvent((code: string) => {
    const clean = cleanScan(code);
    if (clean !== "") reading.onCode(clean);
  });
  const onFault = useEffectEvent(reading.onFault);
  useEffect(() => {
    const screen = videoRef.current;
    if (!screen || !stream) return;
    const left = new AbortController();
    screen.srcObject = stream;
    // Rejects only where the camera has gone meanwhile.
    void screen.play().catch(() => {});
    void lookForCodes(screen, { signal: left.signal, count, onCode: (code) => onCode(code) }).catch(() => {
      if (!left.signal.aborted) onFault("unread");
    });
    return () => {
      left.abort();
      screen.srcObject = null;
    };
  }, [videoRef, stream, count]);
}

const HINT = "Hold a code in view: it counts once. Take it away for a second to count the same code again.";

type PictureProps = {
  video: RefObject<HTMLVideoElement | null>;
  isOn: boolean;
  read: { code: string; turn: number };
};

function Picture({ video, isOn, read }: PictureProps) {
  return (
    <>
      <div className="relative h-[min(32dvh,18rem)] overflow-hidden rounded-lg bg-black">
        <video ref={video} muted playsInline aria-label="What the camera sees" className="size-full object-cover" />
        {!isOn && <Spinner className="absolute inset-0 m-auto size-6 text-white" />}
        {isOn && <Aim key={read.turn} code={read.code} />}
      </div>
      <p role="status" className="text-sm text-muted">
        {isOn ? HINT : "Starting the camera…"}
      </p>
    </>
  );
}

/** Where to hold the code, and the last one that was read. What became of it is told by the box itself. */
const Aim = ({ code }: { code: string }) => (
  <div aria-hidden className="pointer-events-none absolute inset-0">
    <div
      className={cn("absolute inset-x-[10%] inset-y-[18%] rounded-lg border-2 border-white/80", code && "animate-read")}
    />
    {code && (
      <p className="absolute inset-x-0 bottom-0 truncate bg-black/70 px-3 py-1 text-center text-sm text-white">
        {code}
      </p>
    )}
  </div>
);

function Fault({ fault, onRetry }: { fault: CameraFault; onRetry: () => void }) {
  const { title, advice } = CAMERA_FAULTS[fault];
  return (
    <Notice
      tone="danger"
      title={title}
      action={
        <Button size="lg" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {advice}
    </Notice>
  );
}
