/* certificate.h: a certificate for the fake service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* Self-signed for 127.0.0.1, and good for nothing but being refused. */
G_GNUC_UNUSED static const char certificate_pem[] = "-----BEGIN CERTIFICATE-----\n"
                                                    "MIIBfjCCASWgAwIBAgIURwOEEiaDqKRysZ/gASbkbe7+UKwwCgYIKoZIzj0EAwIw\n"
                                                    "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjIyMjQxM1oYDzIxMjYxMDI5\n"
                                                    "MjIyNDEzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
                                                    "PQMBBwNCAAQ6mTdLoOLS431eJEWnFjuzeuN8wGo8nSHLid6SZsMiPlXKfvBR3R9A\n"
                                                    "bvCn8i1pUJAkeaRr3QR8eXvcuB3umBm9o1MwUTAdBgNVHQ4EFgQUHISrZffYZMJm\n"
                                                    "JLpy9sBqbQa7r9QwHwYDVR0jBBgwFoAUHISrZffYZMJmJLpy9sBqbQa7r9QwDwYD\n"
                                                    "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiA9IaIQBjeYWs398C/m03So\n"
                                                    "YoO/U9Wkntv35YDiOimxjgIgOP0mP/J2D8Q+H2+RxnyHCG5AObjt7jwkFctQoYEN\n"
                                                    "IAg=\n"
                                                    "-----END CERTIFICATE-----\n"
                                                    "-----BEGIN PRIVATE KEY-----\n"
                                                    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJ0JX9qPdRSqOA6TQ\n"
                                                    "OF3XJW+44nzrW2iWp8WGKC/4USuhRANCAAQ6mTdLoOLS431eJEWnFjuzeuN8wGo8\n"
                                                    "nSHLid6SZsMiPlXKfvBR3R9AbvCn8i1pUJAkeaRr3QR8eXvcuB3umBm9\n"
                                                    "-----END PRIVATE KEY-----\n";

/* The same for who is told to trust it: it names the address as clients want it. */
G_GNUC_UNUSED static const char trusted_certificate_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBjzCCATagAwIBAgIUejnaqhh24umQPpMiVrplZwD7JrIwCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzAyMzcyNFoYDzIxMjYxMDMw\n"
    "MDIzNzI0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAASjddC7LT6tungGpeqPB44L+FDugUp7/pRzd59Lw4Zz/pf49AXyOmxa\n"
    "DLChkdy5kpfZnwKjyQ5bDaaU3DP+FIOVo2QwYjAdBgNVHQ4EFgQUvCyww55eBZ8n\n"
    "Lg2f9UB/HURZKZUwHwYDVR0jBBgwFoAUvCyww55eBZ8nLg2f9UB/HURZKZUwDwYD\n"
    "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC\n"
    "IEA7vSq5FQApICXES41a/cwvMu9EplK1LuW8fya2A0YCAiBkXKnoU8gGtaAYTT4I\n"
    "gLgXoIq2C+dqcEiPSVDOe/PVyw==\n"
    "-----END CERTIFICATE-----\n"
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUSVsAwrPWiY1JPvi\n"
    "CgKratnqViXD2DgNfMsW2e4A07ehRANCAASjddC7LT6tungGpeqPB44L+FDugUp7\n"
    "/pRzd59Lw4Zz/pf49AXyOmxaDLChkdy5kpfZnwKjyQ5bDaaU3DP+FIOV\n"
    "-----END PRIVATE KEY-----\n";
