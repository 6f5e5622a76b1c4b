// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Read by jemalloc when the program starts (https://jemalloc.net/jemalloc.3.html, TUNING). By default it
// gives back every piece of more than 8 MiB at once, so that each large body of a request is paid for with a
// page fault every 4 KiB: several times what all the rest of 20 MiB costs. Kept pages go after ten seconds.
// The first arena is made before it reads this; with 16 of them the gateway's thread has another, also where
// one core would make it four.
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "oversize_threshold:0,background_thread:true,narenas:16";
}
