import { hasParts, isText } from "@/shared/guard";
import { OWN_HEADER } from "@/shared/http";
import { parseJson } from "@/shared/json";

const isTaken = hasParts({ fileKey: isText });
const isRefused = hasParts({ refusal: hasParts({ message: isText }) });

const UNREACHABLE = "The server cannot be reached. Check the connection and choose the file again.";

/**
 * Sends a file as it is, telling how far it got; only XMLHttpRequest knows that of an upload.
 * @throws Error with a sentence for people when the file is not taken
 */
export function uploadFile(file: File, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/imports");
    request.setRequestHeader(OWN_HEADER, "1");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error(UNREACHABLE));
    request.onload = () => {
      const answer = parseJson(request.responseText);
      if (request.status === 200 && isTaken(answer)) return resolve(answer.fileKey);
      reject(new Error(isRefused(answer) ? answer.refusal.message : UNREACHABLE));
    };
    request.send(file);
  });
}
