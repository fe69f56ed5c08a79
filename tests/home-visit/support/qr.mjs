// What a camera sees of a QR code on the glass.
import { tool } from "../../web/support/provided.mjs";

const decode = tool("qr/decode.js").default;

/** The pixels of an `svg.qr`, as the page itself would paint them, and what they say. */
export async function read(locator) {
  const { width, height, pixels } = await locator.evaluate(async (shown) => {
    const svg = shown.cloneNode(true);
    const side = 400;
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.setAttribute("width", side);
    svg.setAttribute("height", side);
    for (const name of ["rect", "path"]) {
      svg.querySelector(name).setAttribute("fill", getComputedStyle(shown.querySelector(name)).fill);
    }
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const paper = canvas.getContext("2d");
    paper.drawImage(image, 0, 0);
    const { data } = paper.getImageData(0, 0, side, side);
    return { width: side, height: side, pixels: [...data].filter((_, at) => at % 4 === 0) };
  });
  const data = Uint8ClampedArray.from(pixels.flatMap((grey) => [grey, grey, grey, 255]));
  return decode({ width, height, data });
}
