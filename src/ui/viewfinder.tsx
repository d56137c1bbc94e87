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

type ViewfinderProps = { id: string; opener: HTMLElement; onScan: (code: string) => void; onClose: () => void };

const CHOSEN = { key: "quartermaster.camera", storage: "local", is: orNull(isText), empty: null } as const;

/** What the camera sees, read all the time until it is closed: each code goes the way of a scanner's. */
export function Viewfinder({ id, opener, onScan, onClose }: ViewfinderProps) {
  const part = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [chosenId, choose] = usePersistentState<string | null>(CHOSEN);
  const { camera, fault, fail, retry } = useCamera(chosenId);
  const stream = camera?.stream ?? null;
  const torch = useTorch(stream?.getVideoTracks()[0]);
  const [read, setRead] = useState({ code: "", turn: 0 });
  const close = () => {
    onClose();
    opener.focus();
  };
  useCloseKeys(() => part.current, close);
  useOnlyOne(onClose);
  // On a phone it opens half below the edge, and what a code led to behind a bar there. Above the page it is in view as
  // it is.
  useEffect(() => {
    if (part.current?.closest("main, [role=dialog]")) part.current.scrollIntoView({ block: "start" });
  }, []);
  useReading(video, stream, {
    onCode: (code) => {
      soundRead();
      setRead(({ turn }) => ({ code, turn: turn + 1 }));
      onScan(code);
    },
    onFault: fail,
  });
  return (
    <section ref={part} id={id} aria-label="Camera" className={PLACE}>
      {fault === null ? (
        <Picture video={video} isOn={stream !== null} read={read} />
      ) : (
        <Fault of={fault} onRetry={retry} />
      )}
      <div className="flex items-start gap-2">
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          {fault === null && (stream ? HINT : "Starting the camera…")}
        </p>
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
        <IconButton size="lg" variant="secondary" label="Close the camera" icon={<X aria-hidden />} onClick={close} />
      </div>
      {camera && camera.choices.length > 1 && (
        <Select
          label="Camera to use"
          size="lg"
          value={camera.id}
          onValue={(next) => choose(() => next)}
          options={camera.choices.map(({ id: value, name }) => ({ value, label: name }))}
        />
      )}
    </section>
  );
}

/** On a phone its box is right below the bar at the top, on a desk in the middle. */
const PLACE = "flex max-w-xl scroll-mt-10 flex-col gap-2 sm:scroll-mt-[20dvh]";

let closeOther: (() => void) | null = null;

/** A page looks through one camera at a time: the box that opens it takes it from the one that has it. */
function useOnlyOne(onClose: () => void): void {
  const closeThis = useEffectEvent(onClose);
  useEffect(() => {
    const own = () => closeThis();
    closeOther?.();
    closeOther = own;
    return () => {
      if (closeOther === own) closeOther = null;
    };
  }, []);
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

const Picture = ({ video, isOn, read }: PictureProps) => (
  <div className="relative h-[min(32dvh,18rem)] overflow-hidden rounded-lg border border-border bg-black">
    <video ref={video} muted playsInline aria-label="What the camera sees" className="size-full object-cover" />
    {!isOn && <Spinner className="absolute inset-0 m-auto size-6 text-white" />}
    {isOn && <Aim key={read.turn} code={read.code} />}
  </div>
);

/** Where to hold the code, and the last one that was read. What became of it is told by the box itself. */
const Aim = ({ code }: { code: string }) => (
  <div aria-hidden className="pointer-events-none absolute inset-0">
    <div className="absolute inset-x-[8%] inset-y-[16%] rounded-lg border border-black/40">
      <div className={cn("size-full rounded-lg border-2 border-white/90", code && "animate-read")} />
    </div>
    {code && (
      <p className="absolute inset-x-0 bottom-0 truncate bg-black/70 px-3 py-1 text-center text-sm text-white">
        {code}
      </p>
    )}
  </div>
);

function Fault({ of: fault, onRetry }: { of: CameraFault; onRetry: () => void }) {
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
