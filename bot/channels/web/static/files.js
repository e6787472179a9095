// Files: how they are shown, and those that wait for the next message.
import { make, svg } from "./make.js";

export const CLIP = "M8 12.5 14.6 6a3 3 0 0 1 4.3 4.3l-8.6 8.5a4.9 4.9 0 0 1-7-7L11.4 4";
const CROSS = "M6 6 18 18M18 6 6 18";
const MEGABYTE = 1024 * 1024;

export function sizeInWords(size, { lang, texts }) {
  const large = size >= MEGABYTE - 512;
  const number = large ? size / MEGABYTE : Math.max(1, Math.round(size / 1024));
  const shown = number.toLocaleString(lang, { maximumFractionDigits: large ? 1 : 0 });
  return (large ? texts.megabytes : texts.kilobytes).replace("%(n)s", shown);
}

export function named(file, page) {
  return `${file.name} (${sizeInWords(file.size, page)})`;
}

export class Attached {
  // `upload` keeps a file at the server; `say` tells the person; `done` follows a change.
  constructor({ list, page, upload, say, done }) {
    Object.assign(this, { list, page, upload, say, done });
    this.items = []; // {kept} once it is uploaded
  }

  get busy() {
    return this.items.some(({ kept }) => !kept);
  }

  get empty() {
    return !this.items.length;
  }

  async add(files) {
    for (const file of [...files]) {
      const { mostFiles, texts } = this.page;
      if (this.items.length >= mostFiles) {
        return this.say(texts.many_files.replace("%(n)s", mostFiles));
      }
      await this.addOne(file);
    }
  }

  async addOne(file) {
    const { texts } = this.page;
    if (file.size > this.page.fileBytes) return this.say(`${file.name}: ${texts.file_large}`);
    const item = { row: make("li", "waiting", make("span", "", named(file, this.page))) };
    this.items.push(item);
    this.list.append(item.row);
    this.show();
    this.say(`${texts.uploading} ${file.name}`);
    try {
      item.kept = await this.upload(file);
    } catch (error) {
      this.drop(item);
      // A proxy's own limit.
      if (error.foreign === 413) return this.say(`${file.name}: ${texts.file_large}`);
      return this.say(error.status ? `${file.name}: ${error.message}` : texts.not_uploaded);
    }
    item.row.className = "";
    item.row.replaceChildren(make("span", "", named(item.kept, this.page)), this.remover(item));
    const note = item.kept.note ? `${item.kept.note} ` : "";
    const said = `${note}${texts.uploaded} ${item.kept.name}`;
    if (!item.kept.renamed) return this.say(said);
    // A photo that is a PDF goes as a PDF.
    const other = texts.renamed.replace("%(was)s", file.name).replace("%(name)s", item.kept.name);
    return this.say(`${other} ${said}`);
  }

  remover(item) {
    const name = make("span", "unseen", `${this.page.texts.remove} ${item.kept.name}`);
    const button = make("button", "", svg(CROSS), name);
    button.type = "button";
    button.addEventListener("click", () => {
      this.drop(item);
      this.say("");
      this.done();
    });
    return button;
  }

  drop(item) {
    item.row.remove();
    this.items = this.items.filter((other) => other !== item);
    this.show();
  }

  show() {
    this.list.hidden = this.empty;
  }

  // The files, which then wait no more.
  take() {
    const kept = this.items.map((item) => item.kept);
    for (const item of this.items) this.drop(item);
    return kept;
  }
}
