// The frame: who is signed in, the pages, the page that is open, and what may lie over it.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { accountProblem, me, readAccount } from "./api/account.js";
import { startFeed } from "./api/feed.js";
import { offline } from "./api/online.js";
import { AdsPage } from "./ads/page.js";
import { BillingPage } from "./billing/page.js";
import { BrandPage } from "./brand/page.js";
import { CreatePage } from "./create/page.js";
import { DevelopersPage } from "./developers/page.js";
import { FolderPicker } from "./drive/folder_picker.js";
import { LibraryPage } from "./drive/page.js";
import { MediaPicker } from "./drive/picker.js";
import { UploadTray } from "./drive/upload_tray.js";
import { JobsPage } from "./jobs/page.js";
import { JobsPanel } from "./jobs/panel.js";
import { OperatorPage } from "./operator/page.js";
import { Viewer } from "./results/viewer.js";
import { Pages } from "./pages.js";
import { followLink, route, type Page } from "./route.js";
import { session } from "./session/session.js";
import { SignIn, SignInPage } from "./session/sign_in.js";
import { jobsPanel, pressed, SHORTCUTS, shortcutList } from "./shortcuts.js";
import { Confirmation } from "./ui/confirm.js";
import { Dialog } from "./ui/dialog.js";
import { Failed } from "./ui/failed.js";
import { Notes } from "./ui/notes.js";
import { Notice } from "./ui/notice.js";

const VIEWS: Record<Page, { title: string; view: () => preact.JSX.Element }> = {
  create: { title: "Create", view: CreatePage },
  jobs: { title: "Jobs", view: JobsPage },
  library: { title: "Library", view: LibraryPage },
  ads: { title: "Ads", view: AdsPage },
  "brand-kits": { title: "Brand kits", view: BrandPage },
  billing: { title: "Billing", view: BillingPage },
  developers: { title: "Developers", view: DevelopersPage },
  operator: { title: "Operator", view: OperatorPage },
};

export function App() {
  return session.value.state === "out" ? <SignInPage /> : <Frame />;
}

function Frame() {
  useEffect(() => {
    document.addEventListener("click", followLink);
    document.addEventListener("keydown", pressed);
    const stopTitle = effect(() => {
      document.title = `${VIEWS[route.value.page].title} · Creative Hub`;
    });
    return () => {
      document.removeEventListener("click", followLink);
      document.removeEventListener("keydown", pressed);
      stopTitle();
    };
  }, []);
  const over = session.value.state === "over";
  useEffect(() => {
    if (over) return;
    void readAccount();
    return startFeed();
  }, [over]);
  return (
    <div class="app">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Pages />
      <OpenPage />
      {jobsPanel.value && <JobsPanel onClose={() => (jobsPanel.value = false)} />}
      {shortcutList.value && <Shortcuts />}
      <MediaPicker />
      <FolderPicker />
      <Viewer />
      <Confirmation />
      <UploadTray />
      <Notes />
      {offline.value && (
        <div class="offline" role="status">
          <Notice tone="warn">You are offline. What you typed is kept, and nothing that costs is sent by itself.</Notice>
        </div>
      )}
      {over && <SessionOver />}
    </div>
  );
}

function OpenPage() {
  const { page } = route.value;
  const { view: View } = VIEWS[page];
  if (accountProblem.value && !me.value) {
    return (
      <main id="main" class="main sheet" tabIndex={-1}>
        <Failed problem={accountProblem.value} again={() => void readAccount()} />
      </main>
    );
  }
  return (
    <main id="main" class="main" tabIndex={-1} key={page}>
      <View />
    </main>
  );
}

/** The page stays as it is beneath, so that what was typed is still there afterwards. */
function SessionOver() {
  return (
    <Dialog title="Your session is over" onClose={() => undefined}>
      <p>Sign in again to go on. What you typed is still here.</p>
      <SignIn />
    </Dialog>
  );
}

function Shortcuts() {
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (shortcutList.value = false)}>
      <dl class="shortcuts">
        {SHORTCUTS.map(({ keys, what }) => (
          <div key={keys} class="row">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
