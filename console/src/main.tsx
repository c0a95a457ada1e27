import "./theme.js";
import "./style/main.css";

import { render } from "preact";

import { App } from "./app.js";

const place = document.getElementById("app");
if (place) render(<App />, place);
