@echo off
rem Starts the attar command line with a JDK 25 or newer: ATTAR_JAVA (a JDK or its java.exe), JAVA_HOME, or the java on the PATH.
rem   ATTAR_JAVA_OPTS   more options for the JVM
setlocal
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined ATTAR_JAVA set "JAVA=%ATTAR_JAVA%"
if exist "%JAVA%\bin\java.exe" set "JAVA=%JAVA%\bin\java.exe"

rem The second word of the first line of `java --version` is the version, such as 25.0.3. The outer quotes are cmd's, which takes them off.
set "VERSION="
for /f "tokens=2" %%v in ('^""%JAVA%" --version 2^>nul^"') do if not defined VERSION set "VERSION=%%v"
if not defined VERSION goto none
for /f "delims=.-+" %%f in ("%VERSION%") do set "FEATURE=%%f"
if %FEATURE% lss 25 goto old

"%JAVA%" -XX:+UseSerialGC -XX:+DisplayVMOutputToStderr -Xlog:disable --add-modules jdk.incubator.vector ^
    --enable-native-access=ALL-UNNAMED %ATTAR_JAVA_OPTS% -cp "%~dp0..\lib\*" dev.attar.cli.Main %*
exit /b %errorlevel%

:none
echo attar: there is no JDK 25 or newer here; install one and set JAVA_HOME to it 1>&2
exit /b 1

:old
echo attar: %JAVA% is version %VERSION%; set ATTAR_JAVA or JAVA_HOME to a JDK 25 or newer 1>&2
exit /b 1
